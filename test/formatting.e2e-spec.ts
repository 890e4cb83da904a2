import { describe, expect, it } from 'vitest';
import type { MessageJson } from '../src/messages/dto/message.json.js';
import { refusal, signedUp } from './support/account.js';
import { DemoClient } from './support/demo-client.js';
import { unescapeHtml } from './support/html-text.js';
import { RestClient, editPath } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { until } from './support/until.js';
import { Visitor } from './support/visitor.js';

const server = sharedApp({ LIMIT_READS: '200/60' });
const TYPED = '**bold** & `a < b`\n> "quoted"\n- [text](https://a.example/)\n```js\nlet a;\n```';
const BODY =
  /<div class="message-body" dir="auto" data-typed="[^"]*"><strong>bold<\/strong> &amp; <code>a &lt; b<\/code>\n<blockquote>&quot;quoted&quot;\n<\/blockquote><ul><li><a href="https:\/\/a\.example\/" target="_blank" rel="noopener noreferrer nofollow ugc">text<\/a>\n<\/li><\/ul><pre data-language="js" dir="ltr"><code tabindex="0"><span class="hljs-keyword">let<\/span> a;\n<\/code><\/pre><\/div>/;

let rooms = 0;
const freshRoom = (): string => `formatted ${++rooms}`;
const bodyIn = (html: string): string =>
  /<div class="message-body[^]*<\/div>(?=<\/div>)/.exec(html)?.[0] ?? '';

describe('a formatted message', () => {
  it('is stored as it was typed, and is the same HTML in every answer and on the page', async () => {
    const room = freshRoom();
    const ann = await RestClient.at(server.url);
    const { answer } = await ann.hold(server, { [room]: 0 });
    const sent = await ann.say(room, TYPED);
    expect(sent.body).toBe(TYPED);
    expect(sent.html).toMatch(BODY);
    expect(unescapeHtml(/ data-typed="([^"]*)"/.exec(sent.html)?.[1] ?? '')).toBe(TYPED);

    const polled = (await answer).events[0]?.message;
    const { entries } = await ann.entries(room);
    const visitor = await Visitor.at(server.url);
    const { messages = [] } = await visitor.poll({ room, cursor: '-' });
    expect([polled?.html, entries[0]?.message?.html, messages[0]?.html]).toEqual(Array(3).fill(sent.html));
    const page = await (await visitor.get(`/room?room=${encodeURIComponent(room)}`)).text();
    expect(page).toContain(sent.html);
  });

  it('is formatted anew when it is edited, and not when it becomes plain', async () => {
    const ann = await RestClient.at(server.url);
    const message = await ann.say(freshRoom(), 'plain');
    expect(bodyIn(message.html)).toBe('<div class="message-body" dir="auto">plain</div>');
    expect(bodyIn((await ann.edit(message, '*a*')).html)).toBe(
      '<div class="message-body" dir="auto" data-typed="*a*"><em>a</em></div>',
    );
    expect(bodyIn((await ann.edit(message, 'a*b\\c')).html)).toBe(
      '<div class="message-body" dir="auto">a*b\\c</div>',
    );
    expect((await ann.remove(message)).html).toBe('');
  });

  it('is shown by the clients of the chat demo', async () => {
    const client = new DemoClient(server.url, (run) => void setImmediate(run), { room: freshRoom() });
    await client.open();
    const { id, html } = await client.newMessage(TYPED);
    await until(() => client.inbox.length === 1);
    expect(client.inbox).toEqual([id]);
    expect(html).toMatch(BODY);
    client.close();
  });

  it('of emoji alone has a class of its own', async () => {
    const ann = await RestClient.at(server.url);
    const [emoji, text] = [await ann.say(freshRoom(), '👍🏽 🎉'), await ann.say(freshRoom(), '👍🏽 ok')];
    expect(emoji.html).toContain('<div class="message-body only-emoji" dir="auto">👍🏽 🎉</div>');
    expect(text.html).toContain('<div class="message-body" dir="auto">');
  });

  it('mentions nobody in code', async () => {
    const bob = await signedUp(server, 'Bob');
    const ann = await RestClient.at(server.url);
    const room = freshRoom();
    const mentions = async (body: string): Promise<MessageJson['mentions']> =>
      (await ann.say(room, body)).mentions;
    expect(await mentions('**@Bob**')).toEqual([bob.id]);
    expect(await mentions('`@Bob`')).toBeUndefined();
    expect(await mentions('```\n@Bob\n```')).toBeUndefined();
    expect(await mentions('`@Bob` @Bob')).toEqual([bob.id]);
  });
});

describe('a preview', () => {
  it('is what the message will be, for visitors too, and stores nothing', async () => {
    const visitor = await RestClient.at(server.url);
    for (const body of [TYPED, 'plain', '🎉', '<b>', '\n a\n']) {
      const answer = await visitor.postJson('/api/preview', { body });
      expect(answer.status).toBe(200);
      const { html } = (await answer.json()) as { html: string };
      expect((await visitor.me()).id).toBeNull();
      const author = await RestClient.at(server.url);
      expect(bodyIn((await author.say(freshRoom(), body)).html)).toBe(html);
    }
  });

  it('is refused as the message would be', async () => {
    const ann = await RestClient.at(server.url);
    const preview = (fields: object) => refusal(ann.postJson('/api/preview', fields));
    expect(await preview({ body: ' \n' })).toEqual([400, 'BODY_BLANK']);
    expect(await preview({})).toEqual([400, 'BODY_BLANK']);
    expect(await preview({ body: 'a'.repeat(4001) })).toEqual([400, 'BODY_TOO_LONG']);
    expect(await preview({ body: `Z${'\u0301'.repeat(17)}` })).toEqual([400, 'BODY_INVALID']);
    const message = await ann.say(freshRoom(), 'hello');
    expect(await refusal(ann.postJson(editPath(message), { body: 'a'.repeat(4001) }))).toEqual([
      400,
      'BODY_TOO_LONG',
    ]);
    const stranger = new RestClient(server.url);
    expect((await stranger.post('/api/preview', { body: 'a', _xsrf: 'b' })).status).toBe(403);
  });

  it('counts as a read', async () => {
    const ann = await RestClient.at(server.url);
    await ann.say(freshRoom(), 'hello');
    const preview = () => ann.postJson('/api/preview', { body: 'a' });
    let answer = await preview();
    for (let n = 0; n < 200 && answer.status === 200; n++) answer = await preview();
    expect(answer.status).toBe(429);
    expect((await ann.get('/api/me')).status).toBe(429);
    await ann.say(freshRoom(), 'still writing');
  });
});
