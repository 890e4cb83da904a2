import express, { type Request, type RequestHandler, type Response } from 'express';
import { ChatError } from '../chat-error.js';
import { mediaTypeOf } from '../http/content-type.js';
import type { Fields } from '../http/fields.js';
import { MAX_FIELDS, parseForm } from '../http/form.js';
import { parseJsonObject } from '../http/json-object.js';

/** Of what is read without a look at how much has come. */
const SHORT_BYTES = 16_384;

/**
 * Reads the body of a change: a form or JSON, nothing else (415), of at most so many bytes (413). A duplicated form field
 * comes out as an array; `checkFields` refuses it after the token check, whose row says 403 for a token that is an array.
 */
export class RequestBody {
  readonly #readAny: RequestHandler;
  readonly #shortBytes: number;

  constructor(maxBytes: number) {
    this.#readAny = express.raw({ type: () => true, limit: maxBytes, inflate: false });
    this.#shortBytes = Math.min(SHORT_BYTES, maxBytes);
  }

  async parse(req: Request, res: Response): Promise<void> {
    const { headers } = req;
    const isChunked = headers['transfer-encoding'] !== undefined;
    const bytes = Number(headers['content-length'] ?? 0);
    if (!isChunked && !(bytes > 0)) {
      req.body = {};
      return;
    }
    const parse = parserOf(headers['content-type']);
    const isShort = !isChunked && bytes <= this.#shortBytes && headers['content-encoding'] === undefined;
    req.body = parse(await (isShort ? readShort(req, bytes) : this.#read(req, res)));
  }

  #read(req: Request, res: Response): Promise<string> {
    return new Promise((resolve, reject) => {
      void this.#readAny(req, res, (error?: unknown) =>
        error ? reject(error) : resolve((req.body as Buffer).toString('utf8')),
      );
    });
  }
}

/**
 * A few bytes, of which the head tells how many: nearly every body, and that of every poll. The reader of Express, which bounds
 * and decodes what comes, cost a poll more than all of our checks. Node ends a body where its head says, and takes what follows for
 * the next request.
 */
function readShort(req: Request, bytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let body: Buffer | undefined;
    const take = (part: Buffer): void => {
      body = body ? Buffer.concat([body, part]) : part;
      if (body.length < bytes) return;
      // What still listened would live for as long as a poll is held, and be copied by the collector meanwhile.
      req.off('data', take).off('close', cutShort).resume();
      resolve(body.toString('utf8'));
    };
    const cutShort = (): void => reject(new ChatError('BAD_REQUEST'));
    req.on('data', take).on('close', cutShort);
  });
}

function parserOf(contentType: string | undefined): (text: string) => Fields {
  const mediaType = mediaTypeOf(contentType);
  if (mediaType === 'application/x-www-form-urlencoded') return parseForm;
  if (mediaType === 'application/json') return parseJson;
  throw new ChatError('UNSUPPORTED_MEDIA_TYPE');
}

function parseJson(text: string): Fields {
  const fields = parseJsonObject(text);
  if (Object.keys(fields).length > MAX_FIELDS) throw new ChatError('BAD_REQUEST');
  return fields;
}
