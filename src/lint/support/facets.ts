/** `@http.url_details.path` and `pod_name` in one spelling: lower case, without `@`, words joined by `_`. */
function normalised(facet: string): string {
  return facet.toLowerCase().replace(/^@/, '').replace(/[.-]/g, '_');
}

const perEvent =
  /(^|_)(user_id|usr_id|account_id|customer_id|session(_id)?|request_id|trace_id|span_id|correlation_id|message_id|order_id|transaction_id|document_id|email|ip|client_ip|client_id|url|uri|path|url_path|resource|resource_name|query|stack|error_message)$/;
const ephemeral =
  /^(kube_)?(pod|pod_name|pod_id|container|container_id|container_name|display_container_name|task_arn|task_id|ecs_task|replica_set|kube_replica_set|job_name|version|image_tag|instance_id)$/;
const machine = /^(host|hostname|node|kube_node|node_name|server|instance_id|task_arn|task_id)$/;

/** Facets with a new value for every user, request or address: the number of groups has no bound. */
export function isUnbounded(facet: string): boolean {
  return perEvent.test(normalised(facet));
}

/** Facets whose values come and go with every deployment. `container_name` and alike are names of a specification, and stay. */
export function isEphemeral(facet: string): boolean {
  const name = normalised(facet);
  return ephemeral.test(name) && !name.endsWith('container_name');
}

/** Facets that split one service into its machines or copies. */
export function isInstance(facet: string): boolean {
  return machine.test(normalised(facet)) || isEphemeral(facet);
}
