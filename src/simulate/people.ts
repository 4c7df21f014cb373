/** Common first names of the United States, most common first. */
export const femaleNames =
  'Emily Madison Emma Olivia Hannah Abigail Isabella Samantha Elizabeth Ashley Alexis Sarah Sophia Alyssa Grace Ava Taylor Brianna Lauren Chloe Natalie Kayla Jessica Anna Victoria Mia Hailey Sydney Jasmine Julia Morgan Destiny Rachel Ella Kaitlyn Megan Katherine Savannah Jennifer Alexandra Allison Haley Maria Kaylee Lily Makayla Brooke Nicole Mackenzie Addison Stephanie Lillian Andrea Zoe Faith Kimberly Madeline Alexa Katelyn Gabriella Gabrielle Trinity Amanda Kylie Mary Paige Riley Jenna Leah Sara Rebecca Michelle Sofia Vanessa Jordan Angelina Caroline Avery Audrey Evelyn Maya Claire Autumn Jocelyn Ariana Nevaeh Arianna Jada Bailey Brooklyn Aaliyah Amber Isabel Danielle Mariah Melanie Sierra Erin Molly Amelia Zoë Renée Chloé Inés Anaïs'.split(
    ' ',
  );

export const maleNames =
  'Jacob Michael Joshua Matthew Ethan Andrew Daniel Anthony Christopher Joseph William Alexander Ryan David Nicholas Tyler James John Jonathan Nathan Samuel Christian Noah Dylan Benjamin Logan Brandon Gabriel Elijah Aiden Angel Jose Zachary Caleb Jack Jackson Kevin Gavin Mason Isaiah Austin Evan Luke Aidan Justin Jordan Robert Isaac Landon Jayden Thomas Cameron Connor Hunter Jason Diego Aaron Bryan Owen Lucas Charles Juan Luis Adrian Adam Julian Alex Sean Xavier Nathaniel Carlos Brian Ian Jesus Wyatt Cole Chase Blake Sebastian Timothy Steven Carter Hayden Devin Brayden Dominic Antonio Seth Cody Jaden Eric Miguel Liam Richard Jeremiah Kyle José Andrés Søren Jesús Noël'.split(
    ' ',
  );

/** Common last names of the United States, most common first. */
export const lastNames =
  "Smith Johnson Williams Brown Jones Miller Davis Garcia Rodriguez Wilson Martinez Anderson Taylor Thomas Hernandez Moore Martin Jackson Thompson White Lopez Lee Gonzalez Harris Clark Lewis Robinson Walker Perez Hall Young Allen Sanchez Wright King Scott Green Baker Adams Nelson Hill Ramirez Campbell Mitchell Roberts Carter Phillips Evans Turner Torres Parker Collins Edwards Stewart Flores Morris Nguyen Murphy Rivera Cook Rogers Morgan Peterson Cooper Reed Bailey Bell Gomez Kelly Howard Ward Cox Diaz Richardson Wood Watson Brooks Bennett Gray James Reyes Cruz Hughes Price Myers Long Foster Sanders Ross Morales Powell Sullivan Russell Ortiz Jenkins Gutierrez Perry Butler Barnes Fisher Henderson Coleman Simmons Patterson Jordan Reynolds Hamilton Graham Kim Gonzales Alexander Ramos Wallace Griffin West Cole Hayes Chavez Gibson Bryant Ellis Stevens Murray Ford Marshall Owens McDonald Harrison Ruiz Kennedy Wells Alvarez Woods Mendoza Castillo Olson Webb Washington Tucker Freeman Burns Henry Vasquez Snyder Simpson Crawford Jimenez Porter Mason Shaw Gordon Wagner Hunter Romero Hicks Dixon Hunt Palmer Robertson Black Holmes Stone Meyer Boyd Mills Warren Fox Rose Rice Moreno Schmidt Patel Ferguson Nichols Herrera Medina Ryan Fernandez Weaver Daniels Stephens Gardner Payne Kelley Dunn Pierce Arnold Tran Spencer Peters Hawkins Grant Hansen Castro Hoffman Hart Elliott Cunningham Knight Bradley Carroll Hudson Duncan Armstrong Berry Andrews Johnston Ray Lane Riley Carpenter Perkins Aguilar Silva Richards Willis Matthews Chapman Lawrence Garza Vargas Watkins Wheeler Larson Carlson Harper George Greene Burke Guzman Morrison Munoz Jacobs O'Brien Peña Muñoz Núñez Müller".split(
    ' ',
  );

/** What browsers of 2014 called themselves, with rough weights. Most logs carry them inside a second pair of quotes. */
export const userAgents: readonly { readonly name: string; readonly weight: number }[] = [
  { name: chrome('Windows NT 6.1; WOW64', 36), weight: 17 },
  { name: chrome('Windows NT 6.3; WOW64', 36), weight: 10 },
  { name: chrome('Macintosh; Intel Mac OS X 10_9_4', 36), weight: 10 },
  { name: chrome('Windows NT 6.1', 36), weight: 4 },
  { name: chrome('X11; Linux x86_64', 37), weight: 3 },
  { name: chrome('Windows NT 5.1', 35), weight: 3 },
  { name: chrome('Windows NT 6.2; WOW64', 36), weight: 3 },
  { name: chrome('Macintosh; Intel Mac OS X 10_8_5', 37), weight: 2 },
  { name: firefox('Windows NT 6.1; WOW64', 31), weight: 7 },
  { name: firefox('Windows NT 5.1', 31), weight: 3 },
  { name: firefox('Macintosh; Intel Mac OS X 10.9', 31), weight: 4 },
  { name: firefox('X11; Ubuntu; Linux x86_64', 30), weight: 2 },
  { name: firefox('Windows NT 6.3; WOW64', 32), weight: 2 },
  { name: safari('Macintosh; Intel Mac OS X 10_9_4', '537.78.2', '7.0.6'), weight: 8 },
  { name: safari('Macintosh; Intel Mac OS X 10_8_5', '536.30.1', '6.0.5'), weight: 2 },
  { name: mobileSafari('iPhone; CPU iPhone OS 7_1_2 like Mac OS X', '11D257'), weight: 6 },
  { name: mobileSafari('iPad; CPU OS 7_1_2 like Mac OS X', '11D257'), weight: 4 },
  { name: 'Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko', weight: 5 },
  { name: 'Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; WOW64; Trident/5.0)', weight: 2 },
  { name: 'Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; WOW64; Trident/6.0)', weight: 1 },
];

function chrome(system: string, version: number): string {
  return `"Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.1985.125 Safari/537.36"`;
}

function firefox(system: string, version: number): string {
  return `Mozilla/5.0 (${system}; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
}

function safari(system: string, engine: string, version: string): string {
  return `"Mozilla/5.0 (${system}) AppleWebKit/${engine} (KHTML, like Gecko) Version/${version} Safari/${engine}"`;
}

function mobileSafari(system: string, build: string): string {
  return `"Mozilla/5.0 (${system}) AppleWebKit/537.51.2 (KHTML, like Gecko) Version/7.0 Mobile/${build} Safari/9537.53"`;
}
