/** What questions may read besides tables: CTEs that `ask` puts before them, whose names no table may have. */
export const questionRelations = [
  'filtered_plays',
  'filtered_events',
  'filtered_visits',
  'classified_agents',
  'counted_songs',
  'songs_by_plays',
  'artists_by_plays',
  'listeners_by_plays',
] as const;
