// What the programs of the meters tell.
#pragma once

#include "meters.h"
#include "told.h"

inline std::string
MembersOf(const Counted& reads, const Counted& acknowledgements)
{
  return Member("reads", reads.sent) + ", " + Member("readsReceived", reads.received) + ", " +
         Member("acknowledgements", acknowledgements.sent) + ", " +
         Member("acknowledgementsReceived", acknowledgements.received) + ", " +
         Member("readLatencyS", reads.latency / 1e6 / reads.received) + ", " +
         Member("acknowledgementLatencyS", acknowledgements.latency / 1e6 / acknowledgements.received);
}
