/** Every kind of page, with what the warehouse of the tests has. */
export const pages = [
  '/?period=all',
  '/retention?period=all',
  '/data',
  '/model',
  '/sql',
  '/listener?listener=7&period=all',
  '/session?session=5&listener=7&period=all',
  '/song?song=Up&artist=Kid+Cudi&period=all',
  '/artist?artist=Kid+Cudi&period=all',
  '/place?location=Paris&period=all',
] as const;
