/** A back office that finds nothing, after a while: `PORT` and `DELAY_MS` say where and after how long. */
import { createServer } from 'node:http';

const { PORT, DELAY_MS } = process.env;
const answer = '{"outcome":"none","output":{}}';

createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
      response.end(answer);
    }, Number(DELAY_MS));
  });
}).listen(Number(PORT), '127.0.0.1');
