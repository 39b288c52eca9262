// The headers that keep a browser from doing what no page of ours asks for.
import type { RequestHandler } from 'express';

const POLICY = [
  "default-src 'self'",
  // React Flow and CodeMirror place things with style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sets the headers of every answer; answers under /api are kept by nobody. */
export function securityHeaders(): RequestHandler {
  return (request, response, next) => {
    response.setHeader('Content-Security-Policy', POLICY);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    if (/^\/api(\/|$)/i.test(request.path)) response.setHeader('Cache-Control', 'no-store');
    next();
  };
}
