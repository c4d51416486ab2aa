import type { z } from 'zod';
import { createDocument, type ZodOpenApiObject, type ZodOpenApiOperationObject } from 'zod-openapi';
import {
  COMMON_REFUSALS,
  Delayed,
  OPERATIONS,
  Problem,
  REFUSALS,
  type Operation,
  type RefusalCode,
} from '../../contract/index.js';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** The HTTP API as OpenAPI 3.1, from the contract's operations. */
export function openApiDocument(): { readonly openapi: string } {
  const paths: NonNullable<ZodOpenApiObject['paths']> = {};
  for (const operation of Object.values(OPERATIONS) as Operation[]) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: describe(operation) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Outrider',
      version: '1',
      description: 'Real-time intelligence for a police control room. Errors are problem details with a stable `code`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
    paths,
  });
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { id, summary, params, query, headers, body, form, streams, access } = operation;
  return {
    operationId: id,
    summary,
    security: access === 'public' ? [] : [{ session: [] }],
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(headers ? { header: headers } : {}),
    },
    ...(body ? { requestBody: { required: true, content: { [form ? FORM_TYPE : JSON_TYPE]: { schema: body } } } } : {}),
    ...(streams
      ? {
          requestBody: {
            required: true,
            content: {
              'application/x-ndjson': { schema: { type: 'string', description: 'one RegisterRecord a line' } },
            },
          },
        }
      : {}),
    responses: { ...answers(operation), ...refusals(operation) },
  };
}

const DESCRIPTION = { 200: 'Done', 201: 'Done and stored', 204: 'Done, nothing to say' } as const;

function answers({
  status,
  reply,
  mayBeEmpty,
  delays,
  mediaType = JSON_TYPE,
}: Operation): ZodOpenApiOperationObject['responses'] {
  const description = DESCRIPTION[status];
  return {
    [`${status}`]: reply ? { description, content: { [mediaType]: { schema: reply } } } : { description },
    ...(delays
      ? {
          202: {
            description: 'Accepted, delayed: it is kept',
            content: { [JSON_TYPE]: { schema: Delayed as z.ZodType } },
          },
        }
      : {}),
    ...(mayBeEmpty ? { 204: { description: DESCRIPTION[204] } } : {}),
  };
}

function refusals({ access, refusals: own }: Operation): ZodOpenApiOperationObject['responses'] {
  const codes: RefusalCode[] = [
    ...new Set([
      ...own,
      ...COMMON_REFUSALS,
      ...(access === 'public' ? [] : (['NOT_SIGNED_IN', 'NOT_ALLOWED'] as const)),
    ]),
  ];
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of codes) byStatus.set(REFUSALS[code].status, [...(byStatus.get(REFUSALS[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, named]) => [
      `${status}`,
      {
        description: named.map((code) => `\`${code}\`: ${REFUSALS[code].title}`).join('; '),
        content: { 'application/problem+json': { schema: Problem as z.ZodType } },
      },
    ]),
  );
}
