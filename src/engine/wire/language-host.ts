import { empty, language, languageService, plugin, serve, unary, type grpc, type RpcServer } from './protocol.ts';
import { registerGraph, type GraphProgram } from './register-graph.ts';
import { ResourceMonitor } from './resource-monitor.ts';

/**
 * A language host for one run of the CLI: instead of running somebody's program it registers our graph. The CLI connects to it with
 * `--client 127.0.0.1:PORT --exec-kind auto.inline`, as it does for inline programs of the Automation API.
 */
export async function serveLanguageHost(program: GraphProgram): Promise<RpcServer> {
  const implementation: grpc.UntypedServiceImplementation = {
    handshake: unary(() => new language.LanguageHandshakeResponse()),
    getRequiredPlugins: unary(() => new language.GetRequiredPluginsResponse()),
    getRequiredPackages: unary(() => new language.GetRequiredPackagesResponse()),
    getPluginInfo: unary(() => {
      const info = new plugin.PluginInfo();
      info.setVersion('1.0.0');
      return info;
    }),
    cancel: unary(() => new empty.Empty()),
    run: unary((request: InstanceType<typeof language.RunRequest>) => run(request, program)),
  };
  return serve((server) =>
    server.addService(languageService.LanguageRuntimeService as unknown as grpc.ServiceDefinition, implementation),
  );
}

async function run(
  request: InstanceType<typeof language.RunRequest>,
  program: GraphProgram,
): Promise<InstanceType<typeof language.RunResponse>> {
  const response = new language.RunResponse();
  const monitor = new ResourceMonitor(request.getMonitorAddress());
  try {
    const stack = await monitor.registerStack(request.getProject(), request.getStack());
    await registerGraph(monitor, stack, program);
    await monitor.finish(stack);
  } catch (error) {
    response.setError(error instanceof Error ? error.message : String(error));
  } finally {
    monitor.close();
  }
  return response;
}
