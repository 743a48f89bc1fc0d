import any from 'google-protobuf/google/protobuf/any_pb.js';
import status from '@pulumi/pulumi/proto/status_pb.js';
import type { Fields } from '../../providers/rest-vendor.ts';
import { provider } from '../wire/protocol.ts';
import { RpcError, rpcStatus } from '../wire/rpc-bytes.ts';
import type { toStruct } from '../wire/values.ts';
import type { HalfKnownError } from './object-calls.ts';

/**
 * The error by which the engine keeps an object that exists though its creation did not end well: `ErrorResourceInitFailed` among the details of the
 * call's status (pulumi/pulumi, sdk/go/common/resource/plugin/provider_plugin.go, `parseError`).
 */
export function initFailed(
  { message, object }: HalfKnownError,
  structOf: (state: Fields) => ReturnType<typeof toStruct>,
): RpcError {
  const detail = new provider.ErrorResourceInitFailed();
  detail.setId(object.id);
  detail.setProperties(structOf(object.state));
  detail.setInputs(structOf(object.inputs));
  detail.setReasonsList([message]);
  const packed = new any.Any();
  packed.pack(detail.serializeBinary(), 'pulumirpc.ErrorResourceInitFailed');
  const details = new status.Status();
  details.setCode(rpcStatus.unknown);
  details.setMessage(message);
  details.setDetailsList([packed]);
  return new RpcError(rpcStatus.unknown, message, Buffer.from(details.serializeBinary()).toString('base64'));
}
