import { text } from 'node:stream/consumers';
import { type HttpServer, startHttpServer } from '../../http-server.ts';

/** One call of the AWS API that arrived. */
export interface ApiCall {
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface FakeApi extends HttpServer {
  readonly calls: readonly ApiCall[];
}

/** What an action answers: the inside of its result, XML for clusters and JSON for serverless; or an error's code. */
export type Answers = Readonly<Record<string, string | { readonly error: string } | object>>;

/** The few calls of Redshift's control plane that a login makes, over HTTP. */
export async function startFakeApi(answers: Answers): Promise<FakeApi> {
  const calls: ApiCall[] = [];
  const server = await startHttpServer(async (request, response) => {
    const body = await text(request);
    const target = request.headers['x-amz-target'];
    const isJson = typeof target === 'string';
    const parameters: Record<string, string> = isJson
      ? JSON.parse(body)
      : Object.fromEntries(new URLSearchParams(body));
    const action = isJson ? (target.split('.')[1] ?? '') : (parameters.Action ?? '');
    calls.push({ action, parameters });
    const answer = answers[action] ?? { error: 'InvalidAction' };
    const failed = typeof answer === 'object' && 'error' in answer;
    response.statusCode = failed ? 400 : 200;
    if (isJson) {
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify(failed ? { __type: answer.error, message: 'as planned' } : answer));
    } else if (failed) {
      response.end(
        `<ErrorResponse><Error><Type>Sender</Type><Code>${answer.error}</Code><Message>as planned</Message></Error></ErrorResponse>`,
      );
    } else {
      response.end(`<${action}Response><${action}Result>${answer}</${action}Result></${action}Response>`);
    }
  });
  return { ...server, calls };
}
