/** An error of the REST API. Source: https://www.twilio.com/docs/usage/twilios-response#exceptions */
export class RestError extends Error {
  override readonly name = 'RestError';
  readonly status: number;
  /** Twilio's number. */
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The body of such an answer. */
export const errorBody = ({ status, code, message }: Pick<RestError, 'status' | 'code' | 'message'>) => ({
  code,
  message,
  more_info: `https://www.twilio.com/docs/errors/${code}`,
  status,
});

/** 20404, for whatever is not there. */
export const notFound = (path: string): RestError =>
  new RestError(404, 20404, `The requested resource ${path} was not found`);
