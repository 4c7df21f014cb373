import { expect, test } from 'vitest';
import { parseListPage } from '../../src/s3/list-page.ts';

function page(inside: string): string {
  return `<?xml version="1.0"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inside}</ListBucketResult>\n`;
}

const object = '<Contents><Key>a%2Bb+c%0A.json</Key><ETag>&quot;0f&quot;</ETag><Size>12</Size></Contents>';

test('keys are decoded where the answer says that they are encoded', () => {
  expect(
    parseListPage(page(`<EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>${object}`)),
  ).toEqual({
    objects: [{ key: 'a+b c\n.json', size: 12, etag: '0f' }],
    prefixes: [],
    continuationToken: undefined,
  });
});

test('an implementation that does not encode keys is understood', () => {
  const plain =
    '<Contents><Key>a%2Bb+c &amp;&#x1F3B5;&#38;.json</Key><ETag>"0f"</ETag><Size>1</Size></Contents>';
  expect(parseListPage(page(plain)).objects[0]?.key).toBe('a%2Bb+c &🎵&.json');
});

test('what is said about the page is found before and after the objects', () => {
  const more = '<IsTruncated>true</IsTruncated><NextContinuationToken>a&amp;b</NextContinuationToken>';
  expect(parseListPage(page(more + object)).continuationToken).toBe('a&b');
  expect(parseListPage(page(object + object + more)).continuationToken).toBe('a&b');
});

test('a page that was cut off, or holds a key that cannot be, is damaged', () => {
  expect(() => parseListPage(page(object).slice(0, -30))).toThrow('the listing was cut off');
  const wrong = '<EncodingType>url</EncodingType><Contents><Key>%FF.json</Key></Contents>';
  expect(() => parseListPage(page(wrong))).toThrow('cannot be decoded');
});
