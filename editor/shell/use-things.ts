// Asks the server for things by a text: flows, connections, templates, adaptors, lists, sources, and, by number or id, runs and leads.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api.ts';
import type { IconName } from '../kit/icon-paths.ts';
import { exactTime } from '../kit/time-words.ts';
import type {
  AdaptorSummary,
  ConnectionSummary,
  FlowSummary,
  LeadSummary,
  Page,
  RunSummary,
  Source,
  TemplateSummary,
  ValidationList,
} from '../types.ts';
import { placeLabel } from '../words/places.ts';

/** One thing that was found. */
export interface Thing {
  id: string;
  label: string;
  hint: string;
  icon: IconName;
  to: string;
}

const WAIT_MS = 180;
const LIMIT = 6;
/** What may be an id, a telephone number or an e-mail address; runs and leads are too many to be searched for less. */
const EXACT = /^(?=.*\d)[0-9a-f+()\s.-]{4,}$|@.+/i;

/** The things that fit the text, a moment after the last letter. `isAsking`: the answer is still to come. */
export function useThings(words: string): { things: readonly Thing[]; isAsking: boolean; error: unknown } {
  const [asked, setAsked] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(words), WAIT_MS);
    return () => clearTimeout(timer);
  }, [words]);
  const found = useQuery({
    queryKey: ['/api/find', asked],
    queryFn: () => find(asked),
    placeholderData: (last) => last,
  });
  return { things: found.data ?? [], isAsking: asked !== words || found.isFetching, error: found.error };
}

async function find(q: string): Promise<readonly Thing[]> {
  const ask = <T>(path: string, line: (item: T) => Thing): Promise<Thing[]> =>
    api.get<Page<T>>(path, { q, limit: LIMIT }).then(({ items }) => items.map(line));
  const isExact = EXACT.test(q);
  const parts = await Promise.all([
    ask('/api/flows', flowThing),
    ask('/api/connections', connectionThing),
    q === '' ? [] : ask('/api/templates', templateThing),
    ask('/api/adaptors', adaptorThing),
    ask('/api/lists', listThing),
    q === '' ? [] : ask('/api/sources', sourceThing),
    isExact ? ask('/api/runs', runThing) : [],
    isExact ? ask('/api/leads', leadThing) : [],
  ]);
  return parts.flat();
}

function flowThing({ slug, name }: FlowSummary): Thing {
  return {
    id: `flow ${slug}`,
    label: name,
    hint: `${placeLabel('flows')}, ${slug}`,
    icon: 'flow',
    to: `/flows/${slug}`,
  };
}

function connectionThing({ slug, name, host }: ConnectionSummary): Thing {
  const hint = `${placeLabel('connections')}, ${host}`;
  return { id: `connection ${slug}`, label: name, hint, icon: 'connection', to: `/connections/${slug}` };
}

function templateThing({ slug, label }: TemplateSummary): Thing {
  const to = `/connections/templates/${slug}`;
  return { id: `template ${slug}`, label, hint: `${placeLabel('templates')}, ${slug}`, icon: 'connection', to };
}

function adaptorThing({ slug, name }: AdaptorSummary): Thing {
  const hint = `${placeLabel('adaptors')}, ${slug}`;
  return { id: `adaptor ${slug}`, label: name, hint, icon: 'adaptor', to: `/adaptors/${slug}` };
}

function listThing({ slug, name }: ValidationList): Thing {
  return {
    id: `list ${slug}`,
    label: name,
    hint: `${placeLabel('lists')}, ${slug}`,
    icon: 'list',
    to: `/lists/${slug}`,
  };
}

function sourceThing({ id, name, flow }: Source): Thing {
  const to = `/sources?q=${encodeURIComponent(name)}`;
  return { id: `source ${id}`, label: name, hint: `${placeLabel('sources')}, ${flow}`, icon: 'source', to };
}

function runThing({ id, phone, flow, acceptedAt }: RunSummary): Thing {
  const hint = `${placeLabel('runs')}, ${flow}, ${exactTime(acceptedAt)}`;
  return { id: `run ${id}`, label: phone === '' ? id : `${phone}, ${id}`, hint, icon: 'run', to: `/runs/${id}` };
}

function leadThing({ id, name, phone, email, list }: LeadSummary): Thing {
  const label = [name, phone, email].filter(Boolean).join(', ') || id;
  return { id: `lead ${id}`, label, hint: `${placeLabel('leads')}, ${list}`, icon: 'lead', to: `/leads/${id}` };
}
