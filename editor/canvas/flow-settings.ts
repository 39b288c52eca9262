// The settings of a flow as a whole: its time zone, the flow for its errors, how many runs it walks at a time. Pure.
import type { FlowBundle, FlowDocument } from '../../flows/language/document.ts';

/** The settings that a person changes beside name and description. */
export type FlowSettingsChange = { [K in 'zone' | 'onError' | 'concurrency']?: FlowDocument[K] | undefined };

/** The bundle with settings changed; one that is undefined is left out, so that the file stays short. */
export function withSettings(bundle: FlowBundle, change: FlowSettingsChange): FlowBundle {
  const { nodes, edges, ...words } = bundle.document;
  const { zone, onError, concurrency, ...rest } = { ...words, ...change };
  const document: FlowDocument = {
    ...rest,
    ...(zone === undefined ? {} : { zone }),
    ...(onError === undefined ? {} : { onError }),
    ...(concurrency === undefined ? {} : { concurrency }),
    nodes,
    edges,
  };
  return { ...bundle, document };
}

/** What is wrong with a time zone's name; undefined where it can be used. */
export function zoneFault(zone: string): string | undefined {
  if (zone === '') return undefined;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return undefined;
  } catch {
    return 'Choose a zone from the list, such as America/New_York.';
  }
}
