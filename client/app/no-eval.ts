/**
 * Schemas are read, never compiled: the page's content policy forbids what makes code of text, and even trying is reported.
 * Imported before everything that has schemas in it.
 */
import { config } from 'zod';

config({ jitless: true });
