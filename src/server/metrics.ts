import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = {
  readonly served: (method: string, route: string, answer: { readonly status: number; readonly seconds: number }) => void;
  readonly refusedFrame: (code: string) => void;
  readonly openSockets: (path: string, change: 1 | -1) => void;
  readonly mutations: (outcome: 'applied' | 'refused' | 'repeated', count: number) => void;
  readonly frames: (count: number) => void;
  readonly text: () => Promise<string>;
  readonly contentType: string;
};

/** Figures of one server process, in the words of the README. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({ name: 'otklik_http_seconds', help: 'HTTP requests', labelNames: ['method', 'route', 'status'], buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10], registers });
  const refusedFrames = new Counter({ name: 'otklik_frames_refused_total', help: 'Socket frames refused', labelNames: ['code'], registers });
  const sockets = new Gauge({ name: 'otklik_sockets', help: 'Open sockets', labelNames: ['path'], registers });
  const pushed = new Counter({ name: 'otklik_mutations_total', help: 'Pushed mutations', labelNames: ['outcome'], registers });
  const sent = new Counter({ name: 'otklik_change_frames_total', help: 'Change frames sent', registers });
  return {
    served: (method, route, { status, seconds }) => requests.observe({ method, route, status: String(status) }, seconds),
    refusedFrame: (code) => refusedFrames.inc({ code }),
    openSockets: (path, change) => sockets.inc({ path }, change),
    mutations: (outcome, count) => pushed.inc({ outcome }, count),
    frames: (count) => sent.inc(count),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
