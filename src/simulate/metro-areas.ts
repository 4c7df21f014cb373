/** A metropolitan area of the United States, where users live and songs come from. */
export interface MetroArea {
  /** As the Census Bureau names it: principal cities, then states. */
  readonly name: string;
  /** Inhabitants in thousands, Census of 2010, rounded. */
  readonly population: number;
  readonly latitude: number;
  readonly longitude: number;
}

const rows = `
New York-Newark-Jersey City, NY-NJ-PA|19567|40.71|-74.01
Los Angeles-Long Beach-Anaheim, CA|12829|34.05|-118.24
Chicago-Naperville-Elgin, IL-IN-WI|9461|41.88|-87.63
Dallas-Fort Worth-Arlington, TX|6426|32.78|-96.8
Philadelphia-Camden-Wilmington, PA-NJ-DE-MD|5965|39.95|-75.17
Houston-The Woodlands-Sugar Land, TX|5920|29.76|-95.37
Washington-Arlington-Alexandria, DC-VA-MD-WV|5636|38.91|-77.04
Miami-Fort Lauderdale-West Palm Beach, FL|5565|25.76|-80.19
Atlanta-Sandy Springs-Roswell, GA|5287|33.75|-84.39
Boston-Cambridge-Newton, MA-NH|4552|42.36|-71.06
San Francisco-Oakland-Hayward, CA|4335|37.77|-122.42
Detroit-Warren-Dearborn, MI|4296|42.33|-83.05
Riverside-San Bernardino-Ontario, CA|4225|33.95|-117.4
Phoenix-Mesa-Scottsdale, AZ|4193|33.45|-112.07
Seattle-Tacoma-Bellevue, WA|3440|47.61|-122.33
Minneapolis-St. Paul-Bloomington, MN-WI|3349|44.98|-93.27
San Diego-Carlsbad, CA|3095|32.72|-117.16
St. Louis, MO-IL|2788|38.63|-90.2
Tampa-St. Petersburg-Clearwater, FL|2783|27.95|-82.46
Baltimore-Columbia-Towson, MD|2711|39.29|-76.61
Denver-Aurora-Lakewood, CO|2543|39.74|-104.99
Pittsburgh, PA|2356|40.44|-80
Portland-Vancouver-Hillsboro, OR-WA|2226|45.52|-122.68
Charlotte-Concord-Gastonia, NC-SC|2217|35.23|-80.84
Sacramento--Roseville--Arden-Arcade, CA|2149|38.58|-121.49
San Antonio-New Braunfels, TX|2143|29.42|-98.49
Orlando-Kissimmee-Sanford, FL|2134|28.54|-81.38
Cincinnati, OH-KY-IN|2115|39.1|-84.51
Cleveland-Elyria, OH|2077|41.5|-81.69
Kansas City, MO-KS|2009|39.1|-94.58
Las Vegas-Henderson-Paradise, NV|1951|36.17|-115.14
Columbus, OH|1902|39.96|-83
Indianapolis-Carmel-Anderson, IN|1888|39.77|-86.16
San Jose-Sunnyvale-Santa Clara, CA|1837|37.34|-121.89
Austin-Round Rock, TX|1716|30.27|-97.74
Virginia Beach-Norfolk-Newport News, VA-NC|1677|36.85|-75.98
Nashville-Davidson--Murfreesboro--Franklin, TN|1671|36.16|-86.78
Providence-Warwick, RI-MA|1601|41.82|-71.41
Milwaukee-Waukesha-West Allis, WI|1556|43.04|-87.91
Jacksonville, FL|1346|30.33|-81.66
Memphis, TN-MS-AR|1325|35.15|-90.05
Oklahoma City, OK|1253|35.47|-97.52
Louisville/Jefferson County, KY-IN|1236|38.25|-85.76
Hartford-West Hartford-East Hartford, CT|1212|41.77|-72.67
Richmond, VA|1208|37.54|-77.44
New Orleans-Metairie, LA|1190|29.95|-90.07
Buffalo-Cheektowaga-Niagara Falls, NY|1136|42.89|-78.88
Raleigh, NC|1130|35.78|-78.64
Birmingham-Hoover, AL|1128|33.52|-86.8
Salt Lake City, UT|1088|40.76|-111.89
Rochester, NY|1080|43.16|-77.61
Tucson, AZ|980|32.22|-110.97
Honolulu, HI|953|21.31|-157.86
Tulsa, OK|938|36.15|-95.99
Fresno, CA|930|36.74|-119.79
Bridgeport-Stamford-Norwalk, CT|917|41.19|-73.2
Albuquerque, NM|887|35.08|-106.65
Omaha-Council Bluffs, NE-IA|865|41.26|-95.93
Bakersfield, CA|840|35.37|-119.02
Knoxville, TN|838|35.96|-83.92
Greenville-Anderson-Mauldin, SC|824|34.85|-82.4
El Paso, TX|804|31.76|-106.49
Dayton, OH|799|39.76|-84.19
Baton Rouge, LA|802|30.45|-91.15
Columbia, SC|768|34|-81.03
Greensboro-High Point, NC|724|36.07|-79.79
Little Rock-North Little Rock-Conway, AR|700|34.75|-92.29
Grand Rapids-Wyoming, MI|989|42.96|-85.67
Colorado Springs, CO|646|38.83|-104.82
Boise City, ID|617|43.62|-116.2
Madison, WI|605|43.07|-89.4
Winston-Salem, NC|641|36.1|-80.24
Des Moines-West Des Moines, IA|570|41.59|-93.62
Lansing-East Lansing, MI|464|42.73|-84.56
Spokane-Spokane Valley, WA|528|47.66|-117.43
Santa Rosa, CA|484|38.44|-122.71
Fayetteville-Springdale-Rogers, AR-MO|463|36.06|-94.16
Lubbock, TX|291|33.58|-101.86
Anchorage, AK|381|61.22|-149.9
Reno, NV|425|39.53|-119.81
Mobile, AL|413|30.69|-88.04
Savannah, GA|348|32.08|-81.09
Gainesville, FL|264|29.65|-82.32
Lincoln, NE|302|40.81|-96.68
Saginaw, MI|200|43.42|-83.95
Eugene, OR|352|44.05|-123.09
Red Bluff, CA|63|40.18|-122.24
Plymouth, IN|47|41.34|-86.31
Janesville-Beloit, WI|160|42.68|-89.02
La Crosse-Onalaska, WI-MN|134|43.8|-91.24
Klamath Falls, OR|66|42.22|-121.78
Ponce, PR|361|18.01|-66.61
`;

export const metroAreas: readonly MetroArea[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [name = '', population, latitude, longitude] = row.split('|');
    return {
      name,
      population: Number(population),
      latitude: Number(latitude),
      longitude: Number(longitude),
    };
  });
