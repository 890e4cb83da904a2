/** Something that a test lets happen by hand. */
export interface Gate {
  passed: Promise<void>;
  open: () => void;
}

export function gate(): Gate {
  let open!: () => void;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}
