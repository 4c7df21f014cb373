import type { ModelDescription, StateDescription } from './model.ts';

/**
 * The behaviour that a simulation has without a config file: the site of eventsim's example configuration, which made
 * the well-known logs of November 2018. A row is a page of a site in one (auth, level); its cells are where it leads to
 * with which probability, and what is missing to 1 is the probability that the session ends there.
 */
const site: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Guest/free': {
    About: 'Home .3, Register .1, About .05, Help .05, Error .001',
    Error: 'Home .5, Error .1, Help .05, About .01',
    Help: 'Home .2, Help .1, Register .03, About .0025, Error .001',
    Home: 'Register .3, About .1, Home .1, Help .05, Error .001',
    Register:
      'Submit Registration [Logged In/free] .7, Home .1, Register .05, Help .02, About .01, Error .001',
  },
  'Logged In/free': {
    About: 'NextSong .3, Home .2, About .05, Help .01, Settings .01, Logout .01, Error .001',
    Cancel: 'Cancellation Confirmation [Cancelled/free] .999, Error .001',
    Error: 'NextSong .3, Home .1, Logout .01, Error .01, Help .002, About .001',
    Help: 'NextSong .32, Home .2, Help .1, Settings .05, Upgrade .01, Logout .01, About .002, Error .001',
    Home: 'NextSong .6, Settings .02, Home .01, Upgrade .01, Logout .01, About .002, Help .002, Error .001',
    Logout: 'Home [Logged Out/free] 1',
    NextSong:
      'NextSong .5, Home .02, Logout .02, Upgrade .01, Help .005, Settings .005, About .002, Error .001',
    'Save Settings': 'Home .65, Settings .1, Error .001',
    Settings:
      'NextSong .3, Save Settings .2, Home .1, Settings .1, Help .05, Upgrade .01, Logout .01, Cancel .005, About .002, Error .001',
    'Submit Registration': 'Home .999, Error [Guest/free] .001',
    'Submit Upgrade': 'Home [Logged In/paid] 1',
    Upgrade:
      'NextSong .325, Submit Upgrade .3, Home .1, Upgrade .07, Logout .01, Help .006, About .002, Error .001',
  },
  'Logged In/paid': {
    About: 'NextSong .4, Home .2, About .05, Help .01, Settings .01, Logout .01, Error .001',
    Cancel: 'Cancellation Confirmation [Cancelled/paid] .999, Error .001',
    Downgrade:
      'NextSong .63, Home .1, Downgrade .07, Logout .01, Submit Downgrade .01, Help .006, About .002, Error .001',
    Error: 'NextSong .2, Home .1, Help .01, Logout .01, About .001, Error .001',
    Help: 'NextSong .75, Home .1, Help .05, Settings .02, Downgrade .01, Logout .01, About .002, Error .001',
    Home: 'NextSong .85, Settings .02, Downgrade .01, Home .01, Logout .01, About .002, Help .002, Error .001',
    Logout: 'Home [Logged Out/paid] .999, Error .001',
    NextSong:
      'NextSong .925, Home .02, Downgrade .01, Logout .01, Help .005, Settings .005, About .002, Error .001',
    'Save Settings': 'Home .8, Settings .1, Error .001',
    Settings:
      'NextSong .6, Save Settings .2, Help .05, Home .05, Settings .05, Downgrade .01, Logout .01, Cancel .005, About .002, Error .001',
    'Submit Downgrade': 'Home [Logged In/free] .999, Error .001',
  },
  'Logged Out/free': {
    About: 'Login .4, Home .3, About .05, Help .025, Error .001',
    Error: 'Home .5, Login .1, Help .05, About .01, Error .01',
    Help: 'Login .5, Home .3, Help .1, About .0025, Error .001',
    Home: 'Login .5, About .1, Home .1, Help .05, Error .001',
    Login: 'Home [Logged In/free] .999, Error .001',
  },
  'Logged Out/paid': {
    About: 'Home .3, Login .1, About .05, Help .05, Error .001',
    Error: 'Home .3, Login .1, Help .05, Error .01',
    Help: 'Home .2, Help .1, Login .03, About .0025, Error .001',
    Home: 'Login .3, About .1, Home .1, Help .05, Error .001',
    Login: 'Home [Logged In/paid] .999, Error .001',
  },
};

/** Where a session starts: the weights of its first pages. */
const firstPages: Readonly<Record<string, string>> = {
  'Guest/free': 'About 20, Help 10, Home 100, Register 30, Error 5',
  'Logged In/free': 'About 5, Help 10, Home 1000, NextSong 1500, Error 1',
  'Logged Out/free': 'About 10, Help 10, Home 1000, Login 500, Error 1',
  'Logged In/paid': 'About 5, Help 5, Home 1000, NextSong 1750, Error 1',
  'Logged Out/paid': 'About 10, Help 10, Home 1000, Login 500, Error 1',
};

const redirects = new Set([
  'Cancel',
  'Login',
  'Logout',
  'Save Settings',
  'Submit Downgrade',
  'Submit Registration',
  'Submit Upgrade',
]);

/** {@link site} in the words of a config file. */
export const defaultModel: ModelDescription = {
  alpha: 90,
  beta: 604_800,
  damping: 0.09375,
  weekendDamping: 0.5,
  weekendDampingOffset: 180,
  weekendDampingScale: 360,
  sessionGap: 1800,
  churnedState: 'Cancelled',
  newUserAuth: 'Guest',
  newUserLevel: 'free',
  levels: [
    { level: 'free', weight: 10 },
    { level: 'paid', weight: 2 },
  ],
  auths: [
    { auth: 'Guest', weight: 0 },
    { auth: 'Logged In', weight: 10 },
    { auth: 'Logged Out', weight: 1 },
  ],
  showUserDetails: [
    { auth: 'Guest', show: false },
    { auth: 'Logged In', show: true },
    { auth: 'Logged Out', show: false },
    { auth: 'Cancelled', show: true },
  ],
  newSession: Object.entries(firstPages).flatMap(([where, cells]) =>
    parseCells(cells, where).map(({ state, weight }) => ({ ...state, weight })),
  ),
  transitions: Object.entries(site).flatMap(([where, pages]) =>
    Object.entries(pages).flatMap(([page, cells]) =>
      parseCells(cells, where).map(({ state, weight }) => ({
        source: stateOf(page, where),
        dest: state,
        p: weight,
      })),
    ),
  ),
};

/** `Home .3, Login [Logged In/free] .1` as states with weights. */
function parseCells(cells: string, where: string) {
  return cells.split(', ').map((cell) => {
    const [, page = '', elsewhere, weight] = /^([A-Za-z ]+?)(?: \[(.+)\])? ([\d.]+)$/.exec(cell) ?? [];
    return { state: stateOf(page, elsewhere ?? where), weight: Number(weight) };
  });
}

function stateOf(page: string, where: string): StateDescription {
  const [auth = '', level = ''] = where.split('/');
  if (page === 'NextSong') return { page, method: 'PUT', status: 200, auth, level };
  if (page === 'Error') return { page, method: 'GET', status: 404, auth, level };
  if (redirects.has(page)) return { page, method: 'PUT', status: 307, auth, level };
  return { page, method: 'GET', status: 200, auth, level };
}
