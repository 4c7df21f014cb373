/** What makes a command look for Redshift at a port of this machine. */
export function redshiftAt(port: number): Record<string, string> {
  return {
    ...{ REDSHIFT_HOST: '127.0.0.1', REDSHIFT_PORT: String(port) },
    ...{ REDSHIFT_USER: 'awsuser', REDSHIFT_PASSWORD: 'Secret-Passw0rd' },
  };
}

/** What makes a command look for AWS, and for S3, at a port of this machine. */
export function awsAt(port: number): Record<string, string> {
  return {
    ...{ AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_REGION: 'us-west-2' },
    ...{ AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' },
  };
}
