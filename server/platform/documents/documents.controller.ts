import { Controller } from '@nestjs/common';
import { accept, OPERATIONS, type Outcome } from '../../contract/index.js';
import { Edge, LIMITS } from '../edge/edge.js';
import { Handles } from '../edge/handles.js';
import { asyncApiDocument } from './asyncapi.js';
import { openApiDocument } from './openapi.js';

/** The contract, for programs: made once from the schemas that every request is checked with. */
@Controller()
export class DocumentsController {
  readonly #openApi = openApiDocument();
  readonly #asyncApi = asyncApiDocument();

  constructor(readonly edge: Edge) {}

  @Handles(OPERATIONS.openapi, { action: 'public', limit: LIMITS.probe })
  openapi(): Promise<Outcome<{ openapi: string }>> {
    return Promise.resolve(accept(this.#openApi));
  }

  @Handles(OPERATIONS.asyncapi, { action: 'public', limit: LIMITS.probe })
  asyncapi(): Promise<Outcome<{ asyncapi: string }>> {
    return Promise.resolve(accept(this.#asyncApi));
  }
}
