import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './server-process.js';
import { until } from './until.js';

export interface Nginx {
  /** What visitors open in place of the server. */
  url: string;
  /** Ends it; resolves when it is gone. */
  stop(): Promise<void>;
}

export interface NginxOptions {
  /** URL of the server behind it, which need not be there yet. */
  upstream: string;
  /** It cuts a request that has had no answer for so long, with 504. */
  readTimeoutS?: number;
}

/**
 * The least friendly reverse proxy that a chat meets: it hands on whole answers only, waits a few seconds for them, knows no
 * Upgrade, and sends the requests of all visitors over the same few connections. Throws where nginx is not installed.
 */
export async function startNginx({ upstream, readTimeoutS = 8 }: NginxOptions): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'linger-nginx-'));
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, port, new URL(upstream).host, readTimeoutS));
  const child = spawn('nginx', ['-e', 'stderr', '-p', folder, '-c', file], {
    // Debian keeps it where only root looks.
    env: { PATH: `${process.env['PATH']}:/usr/sbin` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await once(child, 'spawn').catch((cause: unknown) => {
    throw new Error('nginx cannot be run: install it (Debian: nginx-light)', { cause });
  });
  await ready(child, port);
  return { url: `http://127.0.0.1:${port}`, stop: () => stop(child) };
}

async function ready(child: ChildProcess, port: number): Promise<void> {
  let errors = '';
  child.stderr?.on('data', (chunk) => (errors += String(chunk)));
  const answers = async (): Promise<boolean> => {
    if (child.exitCode !== null) throw new Error(`nginx did not start: ${errors}`);
    return fetch(`http://127.0.0.1:${port}/healthz`).then(Boolean, () => false);
  };
  await until(answers, 'the start of nginx');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

function configuration(folder: string, port: number, upstream: string, readTimeoutS: number): string {
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join('\n  ');
  return `${user}
daemon off;
master_process off;
pid ${folder}/pid;
worker_rlimit_nofile 8192;
events { worker_connections 4096; }
http {
  ${temporary}
  access_log off;
  upstream linger {
    server ${upstream};
    keepalive 4;
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://linger;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Upgrade "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_read_timeout ${readTimeoutS}s;
      proxy_buffering on;
      proxy_buffer_size 1m;
      proxy_buffers 4 1m;
    }
  }
}
`;
}
