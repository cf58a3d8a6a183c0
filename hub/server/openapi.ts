import { z } from 'zod';
import type { App } from './app.ts';

/** The description of every route, this one included (OpenAPI 3.1). */
export function openApiRoute(app: App): void {
  app.get(
    '/api/openapi.json',
    {
      schema: {
        summary: 'This description',
        tags: ['hub'],
        response: { 200: z.record(z.string(), z.unknown()) },
      },
    },
    async () => ({ ...app.swagger() }) as Record<string, unknown>,
  );
}
