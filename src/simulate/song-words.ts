/** Words of which artists and titles are made up. None is taken from a data set. */
export const adjectives =
  'Amber Ancient Arctic Autumn Bitter Blind Blue Borrowed Brave Brittle Broken Burning Careless Cobalt Cold Copper Crimson Crooked Crystal Dark Distant Drowned Dusty Early Eastern Electric Empty Endless Faded Faithful Feral Final First Floating Foreign Forgotten Frozen Gentle Golden Green Half Hidden Hollow Holy Honest Hungry Idle Invisible Iron Ivory Jealous Kind Last Late Lazy Little Lonely Lost Loud Lucky Lunar Magnetic Marble Midnight Minor Missing Modern Moonlit Narrow Neon Nervous Northern Numb Old Opal Open Orange Painted Pale Paper Patient Perfect Plastic Polite Quiet Rainy Rapid Rebel Reckless Red Restless Rough Rusty Sacred Salted Scarlet Second Secret Shallow Silent Silver Simple Sleepless Slow Small Solar Southern Spare Static Steady Stolen Strange Sudden Sunken Sweet Tender Thin Third Tiny Tired True Twisted Under Unspoken Upper Velvet Violet Vivid Wandering Warm Western White Wicked Wild Winter Wired Wooden Wounded Yellow Young'.split(
    ' ',
  );

export const nouns =
  'Afternoon Alley Anchor Angel Answer Archive Arrow Ash Avenue Balcony Ballad Basement Beacon Bell Bird Blood Boat Bone Border Bottle Boulevard Bridge Brother Button Cabin Candle Canyon Captain Carnival Cathedral Century Chain Chapel Cinema Circle City Cloud Coast Coin Comet Corner Crown Current Curtain Dancer Daughter Dawn Desert Devil Diamond Doctor Door Dream Driver Echo Ember Engine Evening Fable Factory Feather Fever Field Fire Flame Flood Flower Forest Fountain Fox Garden Gate Ghost Giant Girl Glacier Glass Gravity Guitar Harbor Heart Hero Highway Holiday Horizon Horse Hour House Hunter Hurricane Island Jacket Journey Judge Jungle Kingdom Kite Ladder Lagoon Lake Lantern Letter Light Lighthouse Lightning Lion Machine Magnet Map Market Mask Meadow Memory Meridian Mirror Monday Moon Morning Motel Mountain Museum Needle Night Ocean Orchard Orchestra Parade Paradise Passenger Pavement Penguin Photograph Pilot Planet Poet Postcard Promise Prophet Radio Railroad Rain Raven Reason Ribbon River Road Rocket Room Rose Sailor Satellite Savior Scarecrow Season Shadow Shelter Ship Shore Signal Skeleton Sky Smoke Snow Soldier Sparrow Spring Stadium Station Statue Stone Storm Stranger Street Summer Sunday Sunrise Tiger Theatre Thunder Tide Tower Town Train Traveler Tunnel Umbrella Valley Voice Voyage Wall Water Wave Weather Whale Wheel Whisper Wind Window Wing Winter Wire Witness Wolf Wonder World Yard'.split(
    ' ',
  );

export const verbs =
  'Answer Believe Borrow Break Bring Call Carry Catch Chase Close Come Count Cross Dance Dream Fall Find Fly Follow Forget Forgive Hold Hurt Keep Kiss Know Leave Light Lose Love Meet Miss Move Need Open Remember Run Save Say See Send Shake Show Sing Sleep Stay Steal Stop Take Teach Tell Trust Turn Wait Wake Walk Want Watch'.split(
    ' ',
  );

/** Titles that many artists use. */
export const commonTitles =
  'Intro|Outro|Interlude|Home|Tonight|Forever|Runaway|Hello|Untitled|Lullaby|Without You|Stay|Gravity|Ghosts|Fire|Higher|Alone|Summer|Paradise|Rain'.split(
    '|',
  );

export const titleEndings = [
  ' (Album Version)',
  ' (Live)',
  ' (Remastered)',
  ' (Acoustic)',
  ' (Explicit)',
  ' [Radio Edit]',
  ' (Instrumental)',
  ' - Demo',
] as const;

/** Names and titles in which bytes and characters differ, or that JSON has to escape. */
export const foreignWords =
  'Übermut|Señal|Forêt|Ação|Łódka|Ørken|Čaj|Žižkov|Façade|Naïveté|Ångström|Œuvre|Ñandú|Straße|Мост|Зима|Θάλασσα|月光|夜の雨|봄날|שקט|قمر|𝔊𝔬𝔩𝔡|🌙'.split(
    '|',
  );

export const places = [
  'London, England',
  'Paris, France',
  'Berlin, Germany',
  'São Paulo, Brazil',
  'Montréal, Québec, Canada',
  'Reykjavík, Iceland',
  'Kingston, Jamaica',
  'Sweden',
  'Sydney, Australia',
  'Tokyo, Japan',
  'United States',
  'California - LA',
  'Oakland, California [East Bay]',
  'Köln "Altstadt"',
] as const;
