/**
 * Keeps the AWS SDK's advice about newer versions of Node.js off the terminal; to be called before the first client is made.
 * The variable is the SDK's own switch (`emitWarningIfUnsupportedVersion` in `@aws-sdk/core`) and there is no option for it.
 */
export function quietAwsSdk(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
}
