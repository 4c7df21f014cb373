/** `s3a://` and `s3n://` are what Hadoop and Spark write for `s3://`. */
export const s3Scheme = /^s3[an]?:\/\//i;

/** The location with `s3://` in place of `s3a://` and `s3n://`. */
export function withS3Scheme(location: string): string {
  return location.replace(s3Scheme, 's3://');
}
