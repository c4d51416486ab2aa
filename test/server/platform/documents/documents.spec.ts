import { Validator } from '@seriousme/openapi-schema-validator';
import asyncApiSpecs from '@asyncapi/specs';
import { Ajv } from 'ajv';
import { CLIENT_MESSAGES, OPERATIONS, SERVER_MESSAGES } from '../../../../server/contract/index.js';
import { asyncApiDocument } from '../../../../server/platform/documents/asyncapi.js';
import { openApiDocument } from '../../../../server/platform/documents/openapi.js';

describe('the documents that are generated from the contract', () => {
  test('OpenAPI 3.1: valid, with every operation', async () => {
    const document = JSON.parse(JSON.stringify(openApiDocument())) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const result = await new Validator().validate(document);
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.toSorted()).toEqual(
      Object.values(OPERATIONS)
        .map(({ method, path }) => `${method} ${path}`)
        .toSorted(),
    );
  });

  test('AsyncAPI 3: valid, with every event and its acknowledgement', () => {
    const document = JSON.parse(JSON.stringify(asyncApiDocument())) as {
      channels: Record<string, { messages: Record<string, unknown> }>;
    };
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
    const schema = asyncApiSpecs.schemasWithoutId['3.0.0'] as object;
    const valid = ajv.validate(schema, document);
    expect(valid ? [] : ajv.errors?.slice(0, 3)).toEqual([]);
    expect(Object.keys(document.channels['reader']?.messages ?? {})).toEqual([
      ...Object.keys(SERVER_MESSAGES),
      ...Object.keys(CLIENT_MESSAGES),
    ]);
    expect(Object.keys(document.channels['acknowledgements']?.messages ?? {})).toHaveLength(
      Object.keys(CLIENT_MESSAGES).length,
    );
  });
});
