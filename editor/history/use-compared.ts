// Reads a version and what it is held against: another version, or the draft.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { FlowBundle } from '../../flows/language/document.ts';
import { api } from '../api.ts';
import { hasLeft } from '../canvas/use-autosave.ts';
import { useList } from '../kit/use-list.ts';
import type { FlowDetail, FlowVersion } from '../types.ts';

/** The two states, older first. `before` is null for the first version, which is held against nothing. */
export interface Compared {
  version: FlowVersion | undefined;
  versions: readonly FlowVersion[];
  flow: FlowDetail;
  before: { name: string; bundle: FlowBundle };
  after: { name: string; bundle: FlowBundle };
  /** What the version is held against: a number, `draft`, or '' for nothing. */
  against: string;
}

const NOTHING: FlowBundle = {
  document: { leadflow: 1, name: '', nodes: {}, edges: [] },
  files: {},
  layout: { nodes: {} },
};

/** Both states. Without a wish the version is held against the one before it. */
export function useCompared(slug: string, version: number, wish: string | null) {
  const client = useQueryClient();
  const versions = useList<FlowVersion>(`/api/flows/${slug}/versions`, { limit: '200' });
  const older = versions.rows.find((each) => each.version < version)?.version;
  const isKnown = wish === 'draft' || versions.rows.some((each) => String(each.version) === wish);
  const against =
    wish !== null && isKnown && wish !== String(version) ? wish : older === undefined ? '' : String(older);
  const found = useQuery({
    queryKey: ['flow-compared', slug, version, against],
    enabled: !versions.isLoading && versions.error === null,
    queryFn: async (): Promise<Compared> => {
      await hasLeft(client, slug);
      const read = async (of: string | number) => {
        const { bundle } = await api.get<{ bundle: FlowBundle }>(`/api/flows/${slug}/versions/${of}`);
        return { name: `Version ${of}`, bundle };
      };
      const [flow, own] = await Promise.all([api.get<FlowDetail>(`/api/flows/${slug}`), read(version)]);
      const known = { version: versions.rows.find((each) => each.version === version), versions: versions.rows, flow };
      if (against === 'draft')
        return { ...known, against, before: own, after: { name: 'The draft', bundle: flow.bundle } };
      const other = against === '' ? { name: 'Nothing', bundle: NOTHING } : await read(against);
      const [before, after] = Number(against || 0) < version ? [other, own] : [own, other];
      return { ...known, against, before, after };
    },
  });
  return { data: found.data, error: versions.error ?? found.error, refetch: found.refetch };
}
