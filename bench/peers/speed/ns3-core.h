// The core of ns-3, and which of its schedulers a program has.
#pragma once

#include "ns3/make-event.h"
#include "ns3/nstime.h"
#include "ns3/object-factory.h"
#include "ns3/simulator.h"

#include <string>

inline void
UseScheduler(const std::string& name)
{
  ns3::ObjectFactory factory;
  factory.SetTypeId("ns3::" + name + "Scheduler");
  ns3::Simulator::SetScheduler(factory);
}
