import { z } from 'zod';
import type { App } from './app.ts';

export const OPENAPI_PATH = '/api/openapi.json';

/** The description of every route, this one included (OpenAPI 3.1). */
export function openApiRoute(app: App): void {
  app.get(
    OPENAPI_PATH,
    {
      schema: {
        summary: 'This description',
        tags: ['hub'],
        response: { 200: z.record(z.string(), z.unknown()) },
      },
    },
    async () => ({ ...app.swagger() }),
  );
}
