import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { remember, rememberFolder, removeFolder, stop } from './children.js';
import { runs } from './machine.js';

/** Debian keeps it where only root looks. */
const ENV = { PATH: `${process.env['PATH']}:/usr/sbin` };
const READY_MS = 10_000;

/** An nginx in front of a server, to which it sends everything over connections that it keeps. */
export class Nginx {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  static isHere(): boolean {
    return runs('/usr/sbin/nginx', ['-v']) || runs('nginx', ['-v']);
  }

  /** Starts it on `port`, for that many clients of the server on `upstream`. */
  static async start(port: number, upstream: number, clients: number): Promise<Nginx> {
    const folder = mkdtempSync(join(tmpdir(), 'linger-bench-nginx-'));
    rememberFolder(folder);
    const file = join(folder, 'nginx.conf');
    writeFileSync(file, configuration(folder, port, upstream, clients));
    const args = ['-e', 'stderr', '-p', folder, '-c', file];
    const child = spawn('nginx', args, { env: ENV, stdio: ['ignore', 'ignore', 'inherit'] });
    remember(child);
    const nginx = new Nginx(port, child, folder);
    await nginx.#ready();
    return nginx;
  }

  async stop(): Promise<void> {
    await stop(this.child);
    removeFolder(this.folder);
  }

  async #ready(): Promise<void> {
    const deadline = performance.now() + READY_MS;
    while (performance.now() < deadline) {
      const answer = await fetch(`http://127.0.0.1:${this.port}/`).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer) return;
      await sleep(50);
    }
    await this.stop();
    throw new Error(`nginx did not answer within ${READY_MS / 1_000} s`);
  }
}

function configuration(folder: string, port: number, upstream: number, clients: number): string {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
master_process off;
pid ${folder}/pid;
events { worker_connections ${2 * clients + 1_000}; }
http {
  ${kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n  ')}
  access_log off;
  upstream server { server 127.0.0.1:${upstream}; keepalive ${clients}; }
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location / {
      proxy_pass http://server;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }
  }
}
`;
}
