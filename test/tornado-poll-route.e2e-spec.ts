import type { ExpressAdapter } from '@nestjs/platform-express';
import type { Express } from 'express';
import { expect, it } from 'vitest';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();

it('Express matches the routes of the polls first', () => {
  const { router } = (server.app.getHttpAdapter() as ExpressAdapter).getInstance<Express>();
  const paths = router.stack.flatMap(({ route }) => (route ? [route.path] : []));

  expect(paths.length).toBeGreaterThan(50);
  expect(paths.slice(0, 3)).toEqual(['/api/updates', '/api/updates', '/a/message/updates']);
});
