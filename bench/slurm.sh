#!/bin/bash
# Runs a sweep as a Slurm array job (scaling/slurm-array.sh) on a cluster of one node, this one, and holds the tables that sgsim merge makes of it
# against those of sgsim sweep, byte by byte. The cluster (munged, slurmctld, slurmd) is on loopback, in a temporary folder, and gone at the end.
# Installs nothing: on Debian `apt-get install slurm-wlm munge` has all that it needs. SGSIM names another program than that of this clone.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
missing=$(for one in munged mungekey slurmctld slurmd sbatch squeue sinfo; do command -v "$one" >/dev/null || echo "$one"; done)
if [ -n "$missing" ]; then
  echo "missing:" $missing "(Debian: apt-get install slurm-wlm munge)" >&2
  exit 2
fi
program=${SGSIM:-node $root/bin/sgsim.js}

folder=$(mktemp -d)
# munged trusts a folder only if nobody else can write to it.
chmod 755 "$folder"
started=()
finish() {
  status=$?
  if [ $status -ne 0 ]; then tail -n 20 "$folder"/*.log >&2 || true; fi
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

user=$(id -un)
mkdir -p "$folder"/{bin,state,spool,work}
printf '#!/bin/sh\nexec %s "$@"\n' "$program" >"$folder/bin/sgsim"
chmod +x "$folder/bin/sgsim"
export PATH=$folder/bin:$PATH

mungekey --create --keyfile="$folder/munge.key"
munged --foreground --key-file="$folder/munge.key" --socket="$folder/munge.socket" --log-file="$folder/munged.log" \
  --pid-file="$folder/munged.pid" --seed-file="$folder/munged.seed" 2>"$folder/munged-errors.log" &
started+=($!)

cpus=$(nproc)
cat >"$folder/slurm.conf" <<CONF
ClusterName=loopback
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CredType=cred/munge
SlurmctldPort=46817
SlurmdPort=46818
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerParameters=batch_sched_delay=1,sched_interval=1
MpiDefault=none
ReturnToService=2
NodeName=node1 NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$cpus RealMemory=4000 State=UNKNOWN
PartitionName=all Nodes=node1 Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$folder/slurm.conf

until [ -S "$folder/munge.socket" ]; do
  kill -0 "${started[0]}" # munged has ended: its log says why
  sleep 0.1
done
slurmctld -D -f "$SLURM_CONF" >"$folder/slurmctld.log" 2>&1 &
started+=($!)
slurmd -D -N node1 -f "$SLURM_CONF" >"$folder/slurmd.log" 2>&1 &
started+=($!)
for _ in $(seq 100); do
  sinfo --noheader --format=%t 2>/dev/null | grep -qx idle && break
  sleep 0.2
done
echo "$(sinfo --version), a node:"
sinfo

cd "$folder/work"
cp "$root/scenarios/quickstart.yaml" town.yaml
what=(--set 'duration=1 day' --vary nan.delay=20ms,6s,20s --vary endpoints-per-dap=100,250)
points=$(sgsim sweep town.yaml "${what[@]}" --list | wc -l)
echo
echo "$ sbatch --parsable --array=1-$points slurm-array.sh town.yaml sweep ${what[*]@Q}"
job=$(sbatch --parsable --array="1-$points" --output="sweep-%a.log" "$root/scaling/slurm-array.sh" town.yaml sweep "${what[@]}")
echo "$job"
echo "$ sbatch --dependency=afterok:$job --wrap 'sgsim merge sweep'"
sbatch --parsable --dependency="afterok:$job" --output=merge.log --wrap 'sgsim merge sweep'
for _ in $(seq 600); do
  [ -z "$(squeue --noheader 2>/dev/null)" ] && break
  sleep 0.2
done
cat $(ls sweep-*.log | sort -V)
echo
cat merge.log
echo
sgsim sweep town.yaml "${what[@]}" --out local --quiet
for table in sweep.csv sweep-requirements.csv sweep.json; do
  cmp "sweep/$table" "local/$table"
  echo "$table: the same $(stat --format=%s "sweep/$table") bytes as of sgsim sweep in one process"
done
