import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SERVER_MS } from './limits';
import { freePort } from './ports';

/** A real Tutti with a data folder and a PostgreSQL of its own. */
export class Server {
  private child: ChildProcess | undefined;
  private output = '';
  /** Settings beside those that every test has. */
  private settings: Record<string, string> = {};

  private constructor(
    private readonly folder: string,
    readonly port: number,
    /** Another address from which its pages may open the socket. */
    private readonly otherOrigin: string,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async start(otherOrigin: string, settings: Record<string, string> = {}): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'tutti-e2e-'));
    const server = new Server(folder, await freePort(), otherOrigin);
    server.settings = settings;
    await server.run();
    return server;
  }

  /** Stops it as Ctrl-C does, and starts it on the same data with other settings. */
  async restart(settings: Record<string, string>): Promise<void> {
    await this.end('SIGINT');
    this.settings = settings;
    await this.run();
  }

  /** Runs a command of the operator beside it, and gives what that prints. */
  async command(...words: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(this.program(), words, { env: this.environment() });
    return stdout.trim();
  }

  /** Starts the program on the data folder it has, and waits until it says that it is ready. */
  async run(): Promise<void> {
    const child = spawn(this.program(), ['serve'], { env: this.environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    this.output = '';
    // A runner that is broken off must not leave servers behind.
    process.once('exit', () => child.kill('SIGINT'));
    await new Promise<void>((ready, fail) => {
      const late = setTimeout(() => fail(this.failure('was not ready in time')), SERVER_MS);
      const hear = (text: Buffer) => {
        this.output += text.toString();
        if (this.output.includes('Tutti is ready at')) {
          clearTimeout(late);
          ready();
        }
      };
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
      child.once('error', (error) => fail(this.failure(error.message)));
      child.once('exit', (code) => {
        clearTimeout(late);
        fail(this.failure(`ended with ${code}`));
      });
    });
  }

  /** Breaks it off as a power cut would. Its PostgreSQL is left to its own devices. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Stops it as Ctrl-C does, and forgets what it kept. */
  async stop(): Promise<void> {
    await this.end('SIGINT');
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What it has said since it was started. */
  said(): string {
    return this.output;
  }

  private program(): string {
    const program = process.env.TUTTI_BIN;
    if (!program) throw new Error('TUTTI_BIN is not set: run the tests with `cargo xtask e2e`');
    return program;
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      TUTTI_ADDR: `127.0.0.1:${this.port}`,
      TUTTI_DATA_DIR: this.folder,
      TUTTI_LIMITS: 'off',
      TUTTI_ALLOWED_ORIGINS: this.otherOrigin,
      TUTTI_LOG: 'warn',
      ...this.settings,
    };
  }

  private async end(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((ended, fail) => {
      const late = setTimeout(() => {
        child.kill('SIGKILL');
        fail(this.failure(`did not end within ${SERVER_MS} ms of ${signal}`));
      }, SERVER_MS);
      child.once('exit', () => {
        clearTimeout(late);
        ended();
      });
      child.kill(signal);
    });
  }

  private failure(what: string): Error {
    return new Error(`The server ${what}. It said:\n${this.output}`);
  }
}
