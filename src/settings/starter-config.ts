import { settingNames, settingOf } from './table.ts';

/** The sections of the file, and the comment above each. */
const sections: readonly (readonly [name: string, about: readonly string[]])[] = [
  ['S3', ['The data. Each location is a folder, or s3://bucket/prefix.']],
  [
    'DWH',
    [
      'All below is for Amazon Redshift (--warehouse redshift). DuckDB needs none of it.',
      'What "sparkify cluster create" makes, and what the other verbs find by its name.',
    ],
  ],
  [
    'CLUSTER',
    ['How to connect. HOST or WORKGROUP are only for a warehouse that "sparkify cluster" did not create.'],
  ],
  ['PROJECT', ['Saved queries and checks.']],
  ['IAM_ROLE', []],
  ['AWS', []],
];

/** The `dwh.cfg` that `sparkify init` writes: every key with its meaning and default; it works as it is. */
export function starterConfig(): string {
  const head = [
    '# Settings of sparkify. A flag beats an environment variable, which beats this file.',
    '# "sparkify doctor" shows every setting and its source, and tests each connection.',
  ];
  return `${[head, ...sections.map(writeSection)].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function writeSection([section, about]: (typeof sections)[number]): string[] {
  return [`[${section}]`, ...about.map((line) => `# ${line}`), ...settingNames.flatMap(writeKey(section))];
}

function writeKey(section: string) {
  return (name: (typeof settingNames)[number]): string[] => {
    const { init, meaning, default: value, defaultWords = value } = settingOf(name);
    if (init?.[0] !== section) return [];
    const sentence = `${meaning[0]?.toUpperCase()}${meaning.slice(1)}.`;
    return [`# ${sentence}${defaultWords === undefined ? '' : ` Default: ${defaultWords}.`}`, `${init[1]}=`];
  };
}
