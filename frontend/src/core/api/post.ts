import { unreachable } from './problem';

/** A POST that tells how far it is; fetch cannot. Throws a Problem when the server is not reached. */
export function post(
  url: string,
  headers: Record<string, string>,
  body: Blob,
  progress: (sent: number) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.withCredentials = true;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onload = () => resolve(new Response(request.responseText, { status: request.status }));
    request.onerror = () => reject(unreachable());
    request.send(body);
  });
}
