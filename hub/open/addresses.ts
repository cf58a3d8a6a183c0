/** The address that a printed code holds: of the hall, or of one service or place. */
export const guidePath = (site: string, kind?: 'service' | 'place', id = ''): string =>
  `/open/${encodeURIComponent(site)}/${kind ? `${kind}/${encodeURIComponent(id)}/` : ''}`;
