{{- define "prodshape.fullname" -}}
{{- if .Values.fullnameOverride }}{{ .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}{{ else if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "prodshape.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "prodshape.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "prodshape.image" -}}
{{- if .Values.image.digest }}{{ .Values.image.repository }}@{{ .Values.image.digest }}{{ else }}{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "prodshape.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}{{ .Values.serviceAccount.name | default (include "prodshape.fullname" .) }}{{ else }}{{ .Values.serviceAccount.name | default "default" }}{{ end }}
{{- end }}

{{- define "prodshape.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "prodshape.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: 65532
seccompProfile: { type: RuntimeDefault }
capabilities: { drop: [ALL] }
{{- end }}

{{- /* What a change of restarts the pods: the file of settings. */}}
{{- define "prodshape.config" -}}
{{- if not .Values.streams }}{{ fail "streams names no stream: set at least one, such as streams.default.topics=[user-messages]." }}{{ end }}
{{- $settings := deepCopy .Values.settings }}
{{- range $name := list "streams" "config" "database_url" "secret" "api_token" "kafka_sasl_password" }}
{{- if hasKey $settings $name }}{{ fail (printf "settings.%s does not belong there: streams have their own value, and secrets come from secrets." $name) }}{{ end }}
{{- end }}
{{- toYaml (set $settings "streams" .Values.streams) }}
{{- end }}

{{- define "prodshape.podMeta" -}}
labels: {{- include "prodshape.selector" (dict "root" .root "component" .component) | nindent 2 }}
  {{- with .root.Values.podLabels }}{{ toYaml . | nindent 2 }}{{ end }}
annotations:
  checksum/config: {{ include "prodshape.config" .root | sha256sum }}
  {{- with .root.Values.podAnnotations }}{{ toYaml . | nindent 2 }}{{ end }}
{{- end }}

{{- /* Environment of every role: the database and the key of the hashes. */}}
{{- define "prodshape.databaseEnv" -}}
- name: PRODSHAPE_DATABASE_URL
  valueFrom: { secretKeyRef: { name: {{ required "database.existingSecret names the secret with the PostgreSQL URL; create one and set it." .Values.database.existingSecret | quote }}, key: {{ .Values.database.key | quote }} } }
{{- with .Values.secret.existingSecret }}
- name: PRODSHAPE_SECRET
  valueFrom: { secretKeyRef: { name: {{ . | quote }}, key: {{ $.Values.secret.key | quote }} } }
{{- end }}
{{- end }}

{{- /* Environment of the long-running roles. */}}
{{- define "prodshape.env" -}}
{{- include "prodshape.databaseEnv" . }}
- { name: PRODSHAPE_CONFIG, value: /etc/prodshape/prodshape.yaml }
- { name: PRODSHAPE_MIGRATE, value: {{ eq .Values.migrations.mode "start" | quote }} }
- { name: PRODSHAPE_METRICS_HOST, value: "0.0.0.0" }
{{- end }}

{{- define "prodshape.extraEnv" -}}
{{- with .Values.extraEnv }}{{ toYaml . }}{{ end }}
{{- end }}

{{- define "prodshape.mounts" -}}
- { name: tmp, mountPath: /tmp }
{{- if .Values.database.caSecret }}
- { name: database-ca, mountPath: /etc/prodshape-database-ca, readOnly: true }
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "prodshape.volumes" -}}
- { name: tmp, emptyDir: {} }
{{- with .Values.database.caSecret }}
- { name: database-ca, secret: { secretName: {{ . | quote }} } }
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "prodshape.scheduling" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "prodshape.spread" -}}
topologySpreadConstraints:
{{- with .constraints }}
{{ toYaml . | indent 2 }}
{{- else }}
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "prodshape.selector" (dict "root" .root "component" .component) | nindent 8 }}
{{- end }}
{{- end }}

{{- define "prodshape.probes" -}}
startupProbe:
  httpGet: { path: /livez, port: {{ . }} }
  failureThreshold: 60
  periodSeconds: 2
  timeoutSeconds: 5
livenessProbe:
  httpGet: { path: /livez, port: {{ . }} }
  periodSeconds: 10
  timeoutSeconds: 5
readinessProbe:
  httpGet: { path: /readyz, port: {{ . }} }
  periodSeconds: 10
  timeoutSeconds: 5
{{- end }}

{{- /* No pod beyond the partitions: it would wait for ever. */}}
{{- define "prodshape.checkReplicas" -}}
{{- $consumer := .Values.consumer }}
{{- $partitions := int $consumer.partitions }}
{{- if ne $consumer.autoscaling.kind "none" }}
{{- if lt $partitions 1 }}{{ fail "consumer.partitions must be set with consumer.autoscaling: a consumer beyond the number of partitions only waits." }}{{ end }}
{{- if gt (int $consumer.autoscaling.max) $partitions }}{{ fail (printf "consumer.autoscaling.max is %d and the topics have %d partitions (consumer.partitions): set at most that." (int $consumer.autoscaling.max) $partitions) }}{{ end }}
{{- if gt (int $consumer.autoscaling.min) (int $consumer.autoscaling.max) }}{{ fail "consumer.autoscaling.min is more than consumer.autoscaling.max; set it to at most that." }}{{ end }}
{{- else if and (gt $partitions 0) (gt (int $consumer.replicas) $partitions) }}{{ fail (printf "consumer.replicas is %d and the topics have %d partitions (consumer.partitions): set at most that." (int $consumer.replicas) $partitions) }}
{{- end }}
{{- end }}
