import type { OpenAPIObject } from '@nestjs/swagger';

/** The parts of an OpenAPI schema that our document uses. */
interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  nullable?: boolean;
  enum?: unknown[];
  items?: Schema;
  additionalProperties?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}

type Content = Record<string, { schema?: Schema }>;

interface Operation {
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { content?: Content };
  responses: Record<string, { description?: string; content?: Content }>;
}

/** A piece of text; text between backquotes is code. */
interface Part {
  text: string;
  code: boolean;
}

interface Field {
  name: string;
  type: string;
  /** Name of the schema of its values, if the page describes it. */
  of: string | undefined;
  required: boolean;
  where?: string;
  about: Part[];
}

interface Answer {
  status: string;
  of: string | undefined;
  about: Part[];
}

interface Endpoint {
  method: string;
  path: string;
  summary: string;
  about: Part[];
  parameters: Field[];
  body: string | undefined;
  answers: Answer[];
}

/** What the page shows of an OpenAPI document, in this order. */
export interface Description {
  about: Part[];
  groups: { name: string; endpoints: Endpoint[] }[];
  schemas: { name: string; fields: Field[] }[];
}

/** Endpoints without a group come last. */
export function describe(document: OpenAPIObject): Description {
  const groups = new Map<string, Endpoint[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) {
      const [name = ''] = operation.tags ?? [];
      groups.set(name, [...(groups.get(name) ?? []), endpoint(method, path, operation)]);
    }
  }
  const named = [...groups].map(([name, endpoints]) => ({ name, endpoints }));
  return {
    about: parts(document.info.description),
    groups: named.toSorted((a, b) => Number(a.name === '') - Number(b.name === '')),
    schemas: Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => ({
      name,
      fields: fieldsOf(schema as Schema),
    })),
  };
}

function endpoint(method: string, path: string, operation: Operation): Endpoint {
  return {
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? '',
    about: parts(operation.description),
    parameters: (operation.parameters ?? []).map((parameter) => ({
      ...field(parameter.name, parameter.schema ?? {}, parameter.required ?? false),
      where: parameter.in,
      about: parts(parameter.description),
    })),
    body: schemaName(operation.requestBody?.content),
    answers: Object.entries(operation.responses).map(([status, { description, content }]) => ({
      status,
      of: schemaName(content),
      about: parts(description),
    })),
  };
}

function fieldsOf({ properties = {}, required = [] }: Schema): Field[] {
  return Object.entries(properties).map(([name, schema]) => field(name, schema, required.includes(name)));
}

function field(name: string, schema: Schema, required: boolean): Field {
  return { name, type: typeOf(schema), of: refOf(schema), required, about: parts(schema.description) };
}

function typeOf(schema: Schema): string {
  const { type = 'any', format, nullable, items, additionalProperties } = schema;
  const name = refOf(schema);
  if (items) return `[${typeOf(items)}]`;
  if (additionalProperties) return `{ key: ${typeOf(additionalProperties)} }`;
  if (schema.enum && schema.enum.length <= 5)
    return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  return `${name ?? format ?? type}${nullable ? ' | null' : ''}`;
}

function refOf(schema: Schema): string | undefined {
  return schema.$ref?.split('/').at(-1) ?? (schema.items && refOf(schema.items));
}

function schemaName(content: Content = {}): string | undefined {
  const [first] = Object.values(content);
  return first?.schema && refOf(first.schema);
}

function parts(text = ''): Part[] {
  return text
    .split('`')
    .map((part, i) => ({ text: part, code: i % 2 === 1 }))
    .filter((part) => part.text !== '');
}
