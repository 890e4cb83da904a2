import type { Express, Request } from 'express';

interface Layer {
  route?: { path: unknown; methods: Record<string, boolean> };
  match(path: string): boolean;
}

/** The methods served at the request's path; none if the path is unknown. */
export function allowedMethods(req: Request): string[] {
  return methodsAt(req.app as Express, req.path);
}

/** As `allowedMethods`, for any path. */
export function methodsAt(app: Express, path: string): string[] {
  const methods = new Set<string>();
  for (const layer of layersOf(app)) {
    if (!layer.route || !matches(layer, path)) continue;
    for (const method of Object.keys(layer.route.methods)) methods.add(method.toUpperCase());
  }
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods];
}

/**
 * The declared route of the request's path: `/api/rooms/:room/messages`. Undefined if the path is unknown.
 */
export function routeOf(req: Request): string | undefined {
  const layer = layersOf(req.app as Express).find((one) => one.route && matches(one, req.path));
  return typeof layer?.route?.path === 'string' ? layer.route.path : undefined;
}

function layersOf(app: Express): Layer[] {
  return (app.router as unknown as { stack: Layer[] }).stack;
}

/** A path that is not percent-encoded UTF-8 matches nothing; the router throws at such a parameter. */
function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
