/** One setting, as `--help` and the loader use it. */
export interface SettingInfo {
  /** The environment variable. */
  name: string;
  property: string;
  help: string;
}

const settings: SettingInfo[] = [];

/** Marks a property of Config as read from the environment variable `name`. */
export function Setting(name: string, help: string): PropertyDecorator {
  return (_target, property) => {
    settings.push({ name, property: String(property), help });
  };
}

/** All settings, in the order of their declaration. */
export function allSettings(): readonly SettingInfo[] {
  return settings;
}
