import type { TestProject } from 'vitest/node';
import { ApiDocument } from '../../../src/api-docs/api-document.js';
import { startApp } from '../test-app.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The OpenAPI document, as JSON. */
    apiDocument: string;
  }
}

/** Once for all files of a suite: what `checked-answers.ts` holds answers against. */
export default async function makeDocument(project: TestProject): Promise<void> {
  const server = await startApp();
  project.provide('apiDocument', JSON.stringify(server.app.get(ApiDocument).get()));
  await server.close();
}
