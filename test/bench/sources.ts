// The sources of the bench: made on a first start, so that the start that is timed is the second.
import { api, createSource, createToken, type Home, startServer } from '../torture/leadflow-process.ts';

/** The key of a source for each flow that is measured. */
export interface Keys {
  whole: string;
  accept: string;
  wait: string;
}

/** Starts the server once, publishes the flows of the bench, and makes a source for each. */
export async function prepareKeys(home: Home): Promise<Keys> {
  const server = await startServer(home);
  try {
    const token = await createToken(home);
    const flows = (await api(server, token, { path: '/api/flows?limit=200' })) as {
      items: { slug: string; state: string }[];
    };
    for (const slug of ['bench-accept', 'bench-wait']) {
      const state = flows.items.find((flow) => flow.slug === slug)?.state;
      if (state !== 'live') throw new Error(`The flow ${slug} of the bench is not published: ${state}.`);
    }
    return {
      whole: await createSource(server, token, 'duplicate-lead-check'),
      accept: await createSource(server, token, 'bench-accept'),
      wait: await createSource(server, token, 'bench-wait'),
    };
  } finally {
    await server.end('SIGTERM');
  }
}
