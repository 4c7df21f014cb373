/** What questions may read besides tables: CTEs that `ask` puts before them, whose names no table may have. */
export const questionRelations = [
  ...(['filtered_plays', 'filtered_events', 'classified_agents'] as const),
  ...(['counted_songs', 'songs_by_plays', 'artists_by_plays'] as const),
] as const;
