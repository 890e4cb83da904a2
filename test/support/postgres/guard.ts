import { spawn } from 'node:child_process';
import { NOBODY } from './nobody.js';

/**
 * Waits until nobody can write to its standard input any more, which is when this process has ended, in whatever
 * way. Then it ends the PostgreSQL of the folder, if there is one, and deletes the folder.
 */
const GUARD = `
  cat >/dev/null
  pid_file="$1/data/postmaster.pid"
  if [ -e "$pid_file" ]; then kill -QUIT "$(head -n 1 "$pid_file")"; fi
  tries=0
  while [ -e "$pid_file" ] && [ $((tries += 1)) -le 100 ]; do sleep 0.1; done
  rm -rf "$1"
`;

/** PostgreSQL does not notice when the process that started it is gone. Returns how to end the guard itself. */
export function guard(folder: string): () => void {
  const child = spawn('sh', ['-c', GUARD, 'guard', folder], {
    ...NOBODY,
    cwd: '/',
    // Ctrl-C in the terminal must not end it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  return () => void child.kill('SIGKILL');
}
