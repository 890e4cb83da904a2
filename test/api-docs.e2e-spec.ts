import { describe, expect, it } from 'vitest';
import { startServer } from './support/server-process.js';
import { sharedApp } from './support/test-app.js';

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
}

const server = sharedApp();

async function documentOf(path: string, accept?: string): Promise<Document> {
  const answer = await fetch(server.url + path, { headers: accept === undefined ? {} : { accept } });
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return (await answer.json()) as Document;
}

async function page(language = 'en'): Promise<Response> {
  return fetch(`${server.url}/api/docs`, { headers: { accept: 'text/html', 'accept-language': language } });
}

describe('the OpenAPI document', () => {
  it('has every endpoint of the REST surface with its answers', async () => {
    const { paths } = await documentOf('/api/docs-json');
    const endpoints = Object.entries(paths)
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
      .filter((endpoint) => endpoint.includes('/api/'));
    expect(endpoints.toSorted()).toEqual([
      'get /api/account',
      'get /api/friends',
      'get /api/invitations',
      'get /api/invite-links/{token}',
      'get /api/me',
      'get /api/open-rooms',
      'get /api/people',
      'get /api/people/{user}',
      'get /api/preferences',
      'get /api/push',
      'get /api/rooms',
      'get /api/rooms/{room}',
      'get /api/rooms/{room}/bans',
      'get /api/rooms/{room}/entries',
      'get /api/rooms/{room}/invitations',
      'get /api/rooms/{room}/links',
      'get /api/rooms/{room}/members',
      'get /api/rooms/{room}/people',
      'get /api/sessions',
      'get /api/updates',
      'post /api/account',
      'post /api/account/delete',
      'post /api/account/password',
      'post /api/account/profile',
      'post /api/direct',
      'post /api/friends/direct-from',
      'post /api/friends/{user}/accept',
      'post /api/friends/{user}/decline',
      'post /api/friends/{user}/remove',
      'post /api/friends/{user}/request',
      'post /api/friends/{user}/withdraw',
      'post /api/groups',
      'post /api/invitations/{room}/accept',
      'post /api/invitations/{room}/decline',
      'post /api/invite-links/{token}/join',
      'post /api/open-rooms',
      'post /api/people/{user}/block',
      'post /api/people/{user}/unblock',
      'post /api/preferences',
      'post /api/preview',
      'post /api/push',
      'post /api/push/{id}/remove',
      'post /api/rooms/{room}/delete',
      'post /api/rooms/{room}/follow',
      'post /api/rooms/{room}/hide',
      'post /api/rooms/{room}/invitations',
      'post /api/rooms/{room}/invitations/{user}/withdraw',
      'post /api/rooms/{room}/leave',
      'post /api/rooms/{room}/links',
      'post /api/rooms/{room}/links/{id}/revoke',
      'post /api/rooms/{room}/members/{user}/ban',
      'post /api/rooms/{room}/members/{user}/hand-over',
      'post /api/rooms/{room}/members/{user}/remove',
      'post /api/rooms/{room}/members/{user}/role',
      'post /api/rooms/{room}/members/{user}/unban',
      'post /api/rooms/{room}/messages',
      'post /api/rooms/{room}/messages/{id}/delete',
      'post /api/rooms/{room}/messages/{id}/edit',
      'post /api/rooms/{room}/preferences',
      'post /api/rooms/{room}/read',
      'post /api/rooms/{room}/rename',
      'post /api/rooms/{room}/topic',
      'post /api/rooms/{room}/writing',
      'post /api/session',
      'post /api/session/end',
      'post /api/sessions/end',
      'post /api/sessions/{id}/end',
      'post /api/sign-in-links',
      'post /api/sign-in-links/use',
      'post /api/updates',
    ]);
    for (const endpoint of endpoints) {
      const [method = '', path = ''] = endpoint.split(' ');
      expect(Object.keys(paths[path]?.[method]?.responses ?? {})).toContain('default');
    }
  });

  // Bundling may rename classes, which name operations and schemas.
  it('is the same in the built program', async () => {
    const program = await startServer();
    const answer = await fetch(`${program.url}/api/docs-json`);
    await program.stop();
    expect(await answer.json()).toEqual(await documentOf('/api/docs-json'));
  });

  it('has no dangling references', async () => {
    const document = await documentOf('/api/docs-json');
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(5);
    const names = Object.keys(document.components.schemas);
    expect(names).toEqual(expect.arrayContaining(references.map(([, name]) => name)));
  });

  it('is returned to programs that ask for the page', async () => {
    expect(await documentOf('/api/docs', 'application/json')).toEqual(await documentOf('/api/docs-json'));
    expect(await documentOf('/api/docs')).toEqual(await documentOf('/api/docs-json'));
  });
});

describe('the page of the API', () => {
  it('shows every endpoint, parameter and field of the document', async () => {
    const { paths, components } = await documentOf('/api/docs-json');
    const html = await (await page()).text();
    const endpoints = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `<span class="method">${method.toUpperCase()}</span> ${path}`),
    );
    const fields = Object.values(components.schemas).flatMap(({ properties = {} }) =>
      Object.keys(properties),
    );
    expect(endpoints.filter((endpoint) => !html.includes(endpoint))).toEqual([]);
    expect(fields.filter((name) => !html.includes(`<code>${name}</code>`))).toEqual([]);
    expect(html).not.toContain('[object Object]');
  });

  it('links only to sections that exist', async () => {
    const html = await (await page()).text();
    const links = [...html.matchAll(/href="#(\w+)"/g)].map(([, id = '']) => id);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((id) => !html.includes(`id="${id}"`))).toEqual([]);
  });

  it('is in the visitor’s language, has a Content-Security-Policy and is not cached', async () => {
    const answer = await page('zh-CN');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toMatch(/<html lang="zh-CN"[^]*<h1>Linger API 文档<\/h1>/);
  });
});
