import { spawnSync } from 'node:child_process';

/** Runs a tool of the system; throws with what it said if it is missing or fails. */
export function runTool(command: string, args: string[]): void {
  const { error, status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error) throw new Error(`${command} cannot be run: the fault tests need it`, { cause: error });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}

/** Throws where faults cannot be made: a run that tested nothing has failed. */
export function needsRootOnLinux(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new Error('The fault tests mount, trace and preload: they need Linux and root.');
}
