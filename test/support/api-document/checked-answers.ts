import type { OpenAPIObject } from '@nestjs/swagger';
import { inject } from 'vitest';
import { AnswerCheck } from './answer-check.js';
import { answerSeen, lookAtAnswers } from './seen-answers.js';

/**
 * For every file of a suite: what it gets from a server of ours is as the OpenAPI document says, or the request fails and says
 * why. Whoever sends requests by other means than `fetch` shows their answers with `answerSeen`.
 */
const check = new AnswerCheck(JSON.parse(inject('apiDocument')) as OpenAPIObject);

lookAtAnswers((answer) => {
  const complaint = check.complaint(answer);
  if (complaint !== undefined) throw new Error(complaint);
});

// All files of a worker have one global scope.
const shared = globalThis as { plainFetch?: typeof fetch };
const plainFetch = (shared.plainFetch ??= globalThis.fetch);

globalThis.fetch = async (input, init) => {
  const answer = await plainFetch(input, init);
  const { hostname, pathname } = new URL(answer.url);
  if (hostname !== '127.0.0.1') return answer;
  answerSeen({
    method: init?.method ?? (input instanceof Request ? input.method : 'GET'),
    path: pathname,
    status: answer.status,
    contentType: answer.headers.get('content-type'),
    text: await answer.clone().text(),
  });
  return answer;
};
