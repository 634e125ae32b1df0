#!/bin/bash
# A task of the array runs one point of a sweep: sbatch --array=1-N slurm-array.sh DEPLOYMENT FOLDER [what the sweep is asked for]
# FOLDER is on a disk that all nodes share. A task that is run again finds its point there, and does nothing.
#SBATCH --job-name=sgsim-sweep
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --mem=1G
#SBATCH --output=sweep-%a.log
set -eu
deployment=$1
folder=$2
shift 2
exec sgsim sweep "$deployment" --out "$folder" --point "$SLURM_ARRAY_TASK_ID" "$@"
