import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv, type ValidateFunction } from 'ajv';

/** An answer as it was seen. */
export interface SeenAnswer {
  method: string;
  /** Without the query. */
  path: string;
  status: number;
  contentType: string | null;
  text: string;
}

interface Documented {
  description: string;
  content?: Record<string, { schema?: object }>;
}

type Responses = Record<string, Documented>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const JSON_TYPE = /^application\/(?:problem\+)?json$/;

/** Holds answers against an OpenAPI document. What it does not say is wrong: a field, a status, a code, another type. */
export class AnswerCheck {
  readonly #ajv: Ajv;
  readonly #paths: [path: RegExp, operations: Record<string, { responses: Responses }>][];

  constructor(document: OpenAPIObject) {
    this.#ajv = new Ajv({
      strict: false,
      allErrors: true,
      formats: {
        uuid: UUID,
        'date-time': (text: string) => DATE_TIME.test(text) && !Number.isNaN(Date.parse(text)),
      },
    });
    this.#ajv.addSchema({ components: closed(document.components) }, 'document');
    // Where one path is a case of another, the one without parameters is meant.
    const paths = Object.entries(document.paths).toSorted(([a], [b]) => variables(a) - variables(b));
    this.#paths = paths.map(([path, operations]) => [
      patternOf(path),
      operations as unknown as Record<string, { responses: Responses }>,
    ]);
  }

  /** What is wrong with an answer; undefined if nothing is, or if it is no answer of a documented operation. */
  complaint(answer: SeenAnswer): string | undefined {
    const found = this.#paths.find(([pattern]) => pattern.test(answer.path));
    const operation = found?.[1][answer.method.toLowerCase()];
    if (!operation) return undefined;
    const what = this.#wrong(operation.responses, answer);
    if (what === undefined) return undefined;
    const { method, path, status, text } = answer;
    return `${method} ${path} ${status} is not as documented: ${what}\n${text.slice(0, 1000)}`;
  }

  #wrong(responses: Responses, { status, path, contentType, text }: SeenAnswer): string | undefined {
    const documented = responses[status] ?? (status >= 400 ? responses['default'] : undefined);
    if (!documented) return 'no such status';
    const mediaType = contentType?.split(';', 1)[0] ?? '';
    // Browsers get pages where somebody may have come by a form.
    if (mediaType === 'text/html' && status >= 400 && !path.startsWith('/api/')) return undefined;
    const { content } = documented;
    if (!content) return JSON_TYPE.test(mediaType) ? 'no content of this status' : undefined;
    const schema = content[mediaType]?.schema;
    if (!schema) return `no such type: ${mediaType}`;
    return this.#wrongContent(schema, documented, { status, mediaType, text });
  }

  #wrongContent(
    schema: object,
    { description }: Documented,
    { status, mediaType, text }: { status: number; mediaType: string; text: string },
  ): string | undefined {
    const json = JSON.parse(text) as { status?: unknown; code?: unknown };
    const validate = this.#compiled(schema);
    if (!validate(json)) return this.#ajv.errorsText(validate.errors, { dataVar: 'answer' });
    if (mediaType !== 'application/problem+json') return undefined;
    if (json.status !== status) return `a problem of the status ${String(json.status)}`;
    return description.includes(`\`${String(json.code)}\``)
      ? undefined
      : `no such code: ${String(json.code)}`;
  }

  readonly #schemas = new Map<object, ValidateFunction>();

  #compiled(schema: object): ValidateFunction {
    let validate = this.#schemas.get(schema);
    if (!validate) {
      validate = this.#ajv.compile(JSON.parse(absolute(schema)) as object);
      this.#schemas.set(schema, validate);
    }
    return validate;
  }
}

/** References from a schema that stands alone into the document. */
function absolute(schema: object): string {
  return JSON.stringify(schema).replaceAll('"#/', '"document#/');
}

/** No object has fields that its schema does not name. */
function closed<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(closed) as T;
  const copy = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, closed(each)]));
  return ('properties' in copy ? { additionalProperties: false, ...copy } : copy) as T;
}

function variables(path: string): number {
  return path.split('{').length;
}

function patternOf(path: string): RegExp {
  const parts = path.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}/?$`);
}
