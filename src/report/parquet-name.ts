/** `requirements.csv` → `requirements.parquet`. */
export function parquetName(csv: string): string {
  return csv.replace(/\.csv$/, '.parquet')
}
